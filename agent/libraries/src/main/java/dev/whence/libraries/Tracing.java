package dev.whence.libraries;

import dev.whence.context.Correlation;
import dev.whence.context.LogicalStack;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Whose IDs are measured. */
enum Tracing {
    WHENCE {
        @Override
        AutoCloseable open(String id) {
            return Correlation.of(id).open();
        }

        @Override
        String current() {
            return Correlation.current().id();
        }

        @Override
        boolean leadsToCaller() {
            boolean isBelow = false;
            for (StackTraceElement frame : LogicalStack.current().frames()) {
                if (isBelow && frame.getClassName().startsWith(HERE)) {
                    return true;
                }
                isBelow |= frame.getClassName().equals("dev.whence.Async");
            }
            return false;
        }
    },

    /** A trace has an ID that it gives itself. */
    OPENTELEMETRY {
        @Override
        AutoCloseable open(String id) {
            Span span = GlobalOpenTelemetry.getTracer("whence")
                    .spanBuilder(id)
                    .setNoParent()
                    .startSpan();
            IDS_OF_TRACES.put(span.getSpanContext().getTraceId(), id);
            Scope scope = Context.root().with(span).makeCurrent();
            return () -> {
                scope.close();
                span.end();
            };
        }

        @Override
        String current() {
            return IDS_OF_TRACES.getOrDefault(Span.current().getSpanContext().getTraceId(), "");
        }

        @Override
        boolean leadsToCaller() {
            return false;
        }
    };

    private static final String HERE = Tracing.class.getPackageName() + ".";

    private static final Map<String, String> IDS_OF_TRACES = new ConcurrentHashMap<>();

    /** Begins an operation on this thread, which ends when the result is closed. */
    abstract AutoCloseable open(String id);

    /** Returns the ID of the current operation, or the empty string. */
    abstract String current();

    /** Whether the stack leads across the hop to the code that made it, which is in this package. */
    abstract boolean leadsToCaller();
}
