package dev.whence.services.opentelemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.function.Consumer;

/** The spans that a program makes itself. */
final class Spans {
    private final Tracer tracer;

    Spans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Runs code in a new span, which has no parent if there is no current one. */
    void in(String name, Consumer<Span> code) {
        Span span = tracer.spanBuilder(name).startSpan();
        try (Scope ignored = span.makeCurrent()) {
            code.accept(span);
        } finally {
            span.end();
        }
    }

    /** Runs code in a new span on a thread of its own, and waits for it. */
    void elsewhere(String name, Runnable code) {
        Thread thread = new Thread(() -> {
            try (Scope ignored = Context.root().makeCurrent()) {
                in(name, span -> code.run());
            }
        });
        thread.start();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Runs code in a trace that is not sampled. */
    static void unsampled(Runnable code) {
        Span span = Span.wrap(SpanContext.create(
                "0123456789abcdef0123456789abcdef",
                "0123456789abcdef",
                TraceFlags.getDefault(),
                TraceState.getDefault()));
        try (Scope ignored = span.makeCurrent()) {
            code.run();
        }
    }
}
