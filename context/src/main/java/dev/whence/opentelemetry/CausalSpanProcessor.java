package dev.whence.opentelemetry;

import dev.whence.context.Correlation;
import dev.whence.runtime.TaskClock;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import org.jspecify.annotations.Nullable;

/**
 * Adds to each span, as it starts, {@code correlation.id}, the task that starts it as {@code causal.task}, and as
 * {@code causal.hlc} the stamp of the last logged event that it comes after, if there is one.
 *
 * <p>A span is not an event of the log: it reads the clock of its task and does not move it. So each event before the span
 * has a stamp that is smaller or equal, and each event after its start a greater one; what is claimed of two spans is no
 * more than that.
 */
public final class CausalSpanProcessor implements SpanProcessor {
    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        span.setAttribute(CausalAttributes.CORRELATION, correlationId(parent, span));
        span.setAttribute(CausalAttributes.TASK, TaskClock.task());
        @Nullable String reading = TaskClock.hlc();
        if (reading != null) {
            span.setAttribute(CausalAttributes.HLC, reading);
        }
    }

    /** That of the current task, decided within the trace if it is not yet; the trace if there is none. */
    private static String correlationId(Context parent, ReadWriteSpan span) {
        String id;
        if (Span.current().getSpanContext().isValid()) {
            id = Correlation.current().id();
        } else {
            try (Scope ignored = parent.with(span).makeCurrent()) {
                id = Correlation.current().id();
            }
        }
        return id.isEmpty() ? span.getSpanContext().getTraceId() : id;
    }

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onEnd(ReadableSpan span) {}

    @Override
    public boolean isEndRequired() {
        return false;
    }
}
