package dev.whence.benchmarks;

import com.alibaba.ttl.TransmittableThreadLocal;
import dev.whence.context.Correlation;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;

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

    /** A span of an OpenTelemetry SDK in the program. It is sampled, and what ends is given to an exporter that does nothing. */
    SDK_SPAN {
        @Override
        AutoCloseable open() {
            SdkTracerProvider provider = SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(SpanExporter.composite()))
                    .build();
            Span span = provider.get("benchmarks").spanBuilder("operation").startSpan();
            Scope scope = span.makeCurrent();
            return () -> {
                scope.close();
                span.end();
                provider.close();
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
