package dev.whence.agent.attached;

import dev.whence.agent.attached.Vocabulary.Action;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;

/** Spans of a real SDK of OpenTelemetry, by their names. */
final class Spans {
    private static final InMemorySpanExporter EXPORTER = InMemorySpanExporter.create();
    private static final Tracer TRACER = tracer();
    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();
    private static final Map<String, String> PARENTS = new ConcurrentHashMap<>();

    /** That of OpenTelemetry's agent, if it is there: it does not know of others. */
    private static Tracer tracer() {
        Tracer agents = GlobalOpenTelemetry.get().getTracer("test");
        boolean isReal =
                agents.spanBuilder("probe").startSpan().getSpanContext().isValid();
        return isReal
                ? agents
                : SdkTracerProvider.builder()
                        .addSpanProcessor(SimpleSpanProcessor.create(EXPORTER))
                        .build()
                        .get("test");
    }

    /** Runs code in a new span; the empty name stands for none. */
    static void in(String name, Action action) {
        in(name, () -> {
            action.run();
            return null;
        });
    }

    static <T> T in(String name, Callable<T> action) {
        Span span = name.isEmpty() ? Span.getInvalid() : start(name);
        try (Scope ignored = span.makeCurrent()) {
            return action.call();
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            span.end();
        }
    }

    static Span start(String name) {
        Span span = TRACER.spanBuilder(name).startSpan();
        PARENTS.put(name, current());
        NAMES.put(span.getSpanContext().getSpanId(), name);
        return span;
    }

    /** Runs code in a new span on a thread of its own, and waits for it. */
    static void elsewhere(String name, Action action) {
        Vocabulary.elsewhere("", () -> in(name, action));
    }

    /** The name of the current span, empty if there is none. */
    static String current() {
        return NAMES.getOrDefault(Span.current().getSpanContext().getSpanId(), "");
    }

    static String traceId() {
        return Span.current().getSpanContext().getTraceId();
    }

    /** The name of the parent of a span that has ended, empty if it has none. */
    static String parentOf(String name) {
        List<SpanData> ended = EXPORTER.getFinishedSpanItems();
        for (SpanData span : ended) {
            if (span.getName().equals(name)) {
                return NAMES.getOrDefault(span.getParentSpanId(), "");
            }
        }
        if (ended.isEmpty()) {
            return PARENTS.get(name); // The spans of OpenTelemetry's agent cannot be had.
        }
        throw new AssertionError("No span " + name + " in " + ended);
    }

    private Spans() {}
}
