package dev.whence.benchmarks;

import com.alibaba.ttl.TransmittableThreadLocal;
import dev.whence.context.Correlation;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** What each agent carries over a hop. */
public enum OpenContext {
    /** Nothing is open. */
    NONE {
        @Override
        AutoCloseable open() {
            return () -> {};
        }
    },

    /** A correlation. */
    CORRELATION {
        @Override
        AutoCloseable open() {
            return Correlation.of("order-4711").open();
        }
    },

    /** A span, which both OpenTelemetry and Datadog let an application open by way of the same API. */
    SPAN {
        @Override
        AutoCloseable open() {
            Span span = GlobalOpenTelemetry.getTracer("benchmarks")
                    .spanBuilder("operation")
                    .startSpan();
            if (!span.getSpanContext().isValid()) {
                throw new IllegalStateException("The agent gave no span");
            }
            Scope scope = span.makeCurrent();
            return () -> {
                scope.close();
                span.end();
            };
        }
    },

    /** A value of a thread-local that is passed on. */
    VALUE {
        @Override
        AutoCloseable open() {
            TransmittableThreadLocal<String> local = new TransmittableThreadLocal<>();
            local.set("order-4711");
            return local::remove;
        }
    };

    /** Opens it in this thread. */
    abstract AutoCloseable open();
}
