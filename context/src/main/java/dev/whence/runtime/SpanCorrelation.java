package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/** The correlation of work that is in a span: its own, or else one with the id of the trace. */
final class SpanCorrelation {
    static Correlation of(Correlation own, @Nullable SpanIds span) {
        if (span == null) {
            return own;
        }
        if (own == Correlation.none()) {
            return Correlation.of(span.traceId);
        }
        own.id(); // An id on demand is decided now, while the span is current.
        return own;
    }

    /**
     * The correlation to hand on with work. A trace that the runtime does not carry is made explicit: the work may run in
     * another trace of the tracing library's choice, but it belongs to this one.
     */
    static Correlation handedOn(Correlation own) {
        return own == Correlation.none() && Tracing.carriesItself() ? of(own, Tracing.span()) : own;
    }

    private SpanCorrelation() {}
}
