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
 * Adds the causal fields to each span when it starts: {@code correlation.id}, and the starting task as {@code
 * causal.task}. If that task has logged something or descends from a log event, {@code causal.hlc} is the stamp of the
 * last such event.
 *
 * <p>A span is not a log event: it reads the clock of its task and does not advance it. So each event that precedes the
 * span has a stamp that is smaller or equal, and each event after the start of the span has a greater one. Nothing more
 * is claimed about the order of two spans.
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

    /**
     * Returns the ID of the current task's correlation. An ID that is not decided yet is decided within the new span. A
     * task without a correlation gets the trace ID.
     */
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
