package dev.whence.benchmarks;

import com.alibaba.ttl.TransmittableThreadLocal;
import dev.whence.context.Correlation;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;

/** The kinds of contexts that agents propagate. */
public enum OpenContext {
    /** No context. */
    NONE {
        @Override
        AutoCloseable open() {
            return () -> {};
        }
    },

    /** A correlation of Whence. */
    CORRELATION {
        @Override
        AutoCloseable open() {
            return Correlation.of("order-4711").open();
        }
    },

    /** A span. OpenTelemetry and Datadog support the same API for it. */
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

    /** A value of a propagated thread-local. */
    VALUE {
        @Override
        AutoCloseable open() {
            TransmittableThreadLocal<String> local = new TransmittableThreadLocal<>();
            local.set("order-4711");
            return local::remove;
        }
    };

    /** Opens the context in the current thread. */
    abstract AutoCloseable open();
}
