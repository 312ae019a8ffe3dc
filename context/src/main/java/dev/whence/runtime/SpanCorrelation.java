package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/** Determines the correlation of work in a span: its own correlation, or one with the trace ID. */
final class SpanCorrelation {
    /** Returns the correlation of work in a span, where null stands for no span. */
    static Correlation of(Correlation own, @Nullable SpanIds span) {
        if (span == null) {
            return own;
        }
        if (own == Correlation.none()) {
            return Correlation.of(span.traceId);
        }
        own.id(); // Decides an ID on demand now, while the span is current.
        return own;
    }

    /**
     * Returns the correlation to hand on with work. If the tracing library carries its context by itself, the trace ID
     * becomes an explicit correlation: the library may run the work in another trace, but the work belongs to this one.
     */
    static Correlation handedOn(Correlation own) {
        return own == Correlation.none() && Tracing.carriesItself() ? of(own, Tracing.span()) : own;
    }

    private SpanCorrelation() {}
}
