package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.agent.attached.harness.TracingNeeded;
import dev.whence.context.Correlation;
import dev.whence.runtime.Tracing;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A trace is the correlation of work that has no other, and its ids are in the logs. */
@TracingNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class OpenTelemetryBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen(Vocabulary::freshId);
    private final Logger logger = (Logger) LoggerFactory.getLogger(OpenTelemetryBehaviour.class);

    @BeforeEach
    void cleanLogger() {
        MDC.clear();
        logger.setAdditive(false);
        logger.detachAndStopAllAppenders();
    }

    @DisplayName("the trace is the correlation")
    @Test
    void traceIsCorrelation() {
        Spans.in("span", () -> assertThat(Correlation.current().id()).isEqualTo(Spans.traceId()));
    }

    @DisplayName("whether spans are made is known, so that the headers of a trace are left to whoever makes them")
    @Test
    void tracerIsPresent() {
        Spans.in("span", () -> assertThat(Tracing.isPresent()).isTrue());
    }

    @DisplayName("the trace is the correlation of what was submitted in it, too")
    @Test
    void traceIsCorrelationOfTask() {
        String traceId = Spans.in("span", () -> {
            pools.single().execute(seen::here);
            return Spans.traceId();
        });
        assertThat(seen.next()).isEqualTo(traceId);
    }

    @DisplayName("the registrar's trace is the correlation of a continuation, whichever span that runs in")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Continuation#all")
    void traceIsCorrelationOfContinuation(Continuation continuation) {
        Continuation.Sources sources = new Continuation.Sources();
        String traceId = Spans.in("registrar", () -> {
            continuation.register(sources, pools.single(), seen::here);
            return Spans.traceId();
        });
        Spans.elsewhere("completer", () -> continuation.trigger(sources));
        assertThat(seen.next()).isEqualTo(traceId);
    }

    @DisplayName("the submitter's span is the task's, whichever agent sees to that")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#all")
    void submission(Submission submission) {
        Seen spans = new Seen(Spans::current);
        Spans.in("submitter", () -> submission.submit(pools.single(), spans));
        assertThat(spans.next()).isEqualTo("submitter");
    }

    @DisplayName("an exception that is recorded in a span has its logical stack, caught within its task or after that")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void recordedException(boolean caughtWithin) {
        InMemorySpanExporter exporter = InMemorySpanExporter.create();
        try (SdkTracerProvider tracers = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                .build()) {
            Span span = tracers.get("test").spanBuilder("span").startSpan();
            CompletableFuture<String> source = new CompletableFuture<>();
            CompletableFuture<String> failing = source.thenApply(value -> fail(caughtWithin ? span : null));
            Vocabulary.elsewhere("", () -> source.complete("value"));
            failing.handle((value, failure) -> caughtWithin ? span : span.recordException(failure.getCause()))
                    .join();
            span.end();
            assertThat(exporter.getFinishedSpanItems().get(0).getEvents())
                    .singleElement()
                    .extracting(event -> event.getAttributes().get(AttributeKey.stringKey("exception.stacktrace")))
                    .asString()
                    .contains("at dev.whence.Async.thenApply(")
                    .contains("recordedException");
        }
    }

    private static String fail(Span recording) {
        IllegalStateException failure = new IllegalStateException("failure");
        if (recording != null) {
            recording.recordException(failure);
        }
        throw failure;
    }

    @NoAgentNeeded
    @DisplayName("an explicit correlation wins")
    @Test
    void explicitWins() {
        Spans.in("span", () -> Vocabulary.in("A", seen::here));
        assertThat(seen.next()).isEqualTo("A");
    }

    @NoAgentNeeded
    @DisplayName("outside of spans there is none")
    @Test
    void outside() {
        Spans.in("span", () -> {});
        assertThat(Correlation.current().id()).isEmpty();
    }

    @DisplayName("a correlation on demand is the trace in which its id was first read")
    @Test
    void onDemand() {
        Correlation correlation = Correlation.onDemand();
        String traceId = Spans.in("span", () -> {
            seen.note(correlation.id());
            return Spans.traceId();
        });
        assertThat(correlation.id()).isEqualTo(traceId).isEqualTo(seen.next());
    }

    @DisplayName("of a periodic run it is the trace of the run's own span")
    @Test
    void periodic() {
        pools.scheduled()
                .schedule(
                        () -> pools.scheduled()
                                .scheduleAtFixedRate(
                                        () -> Spans.in("run", () -> seen.note(Spans.traceId() + seen.here())),
                                        1,
                                        1_000_000,
                                        TimeUnit.MILLISECONDS),
                        1,
                        TimeUnit.MILLISECONDS);
        String id = seen.next();
        assertThat(seen.next()).isEqualTo(id + id);
    }

    @DisplayName("%X shows the ids of the span, behind logback's own AsyncAppender too")
    @Test
    void inLogs() {
        AsyncAppender async = new AsyncAppender();
        async.addAppender(started(new Views(seen)));
        logger.addAppender(started(async));
        Span span = Spans.start("span");
        try (var ignored = span.makeCurrent()) {
            logger.info("message");
        } finally {
            span.end();
        }
        assertThat(seen.next())
                .contains("trace_id=" + span.getSpanContext().getTraceId())
                .contains("span_id=" + span.getSpanContext().getSpanId())
                .contains("trace_flags=")
                .contains("correlationId=" + span.getSpanContext().getTraceId());
    }

    @DisplayName("the ids are there beside an explicit correlation")
    @Test
    void besideCorrelation() {
        logger.addAppender(started(new Views(seen)));
        String traceId = Spans.in("span", () -> {
            Vocabulary.in("A", () -> logger.info("message"));
            return Spans.traceId();
        });
        assertThat(seen.next()).contains("trace_id=" + traceId).contains("correlationId=A");
    }

    @NoAgentNeeded
    @DisplayName("the program's MDC never has them")
    @Test
    void neverInTheMdc() {
        logger.addAppender(started(new Views(seen)));
        MDC.put("user", "u1");
        Spans.in("span", () -> {
            logger.info("message");
            assertThat(MDC.getCopyOfContextMap()).isEqualTo(Map.of("user", "u1"));
        });
    }

    @NoAgentNeeded
    @DisplayName("a trace_id that the program puts itself is what is logged")
    @Test
    void ownEntry() {
        logger.addAppender(started(new Views(seen)));
        MDC.put("trace_id", "own");
        Spans.in("span", () -> logger.info("message"));
        assertThat(seen.next()).contains("trace_id=own").doesNotContain("span_id");
    }

    private <A extends ch.qos.logback.core.Appender<ILoggingEvent>> A started(A appender) {
        appender.setContext((LoggerContext) LoggerFactory.getILoggerFactory());
        appender.start();
        return appender;
    }

    /** The MDC as the events show it. */
    private static final class Views extends AppenderBase<ILoggingEvent> {
        private final Seen views;

        Views(Seen views) {
            this.views = views;
        }

        @Override
        protected void append(ILoggingEvent event) {
            views.note("" + event.getMDCPropertyMap());
        }
    }
}
