package dev.whence.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.logs.SdkLoggerProvider;
import io.opentelemetry.sdk.logs.export.SimpleLogRecordProcessor;
import io.opentelemetry.sdk.testing.exporter.InMemoryLogRecordExporter;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ProcessorsTest {
    private final InMemorySpanExporter spans = InMemorySpanExporter.create();
    private final InMemoryLogRecordExporter records = InMemoryLogRecordExporter.create();

    @AutoClose
    private final SdkTracerProvider tracers = SdkTracerProvider.builder()
            .addSpanProcessor(new CausalSpanProcessor())
            .addSpanProcessor(SimpleSpanProcessor.create(spans))
            .build();

    @AutoClose
    private final SdkLoggerProvider loggers = SdkLoggerProvider.builder()
            .addLogRecordProcessor(new CausalLogRecordProcessor())
            .addLogRecordProcessor(SimpleLogRecordProcessor.create(records))
            .build();

    @Test
    void spanHasTheCorrelationInWhichItStarts() {
        try (Scope scope = Correlation.of("order-1").open()) {
            assertThat(span().get(CausalAttributes.CORRELATION)).isEqualTo("order-1");
        }
    }

    @Test
    void withoutCorrelationItIsTheTrace() {
        SpanData span = spanData();
        assertThat(span.getAttributes().get(CausalAttributes.CORRELATION)).isEqualTo(span.getTraceId());
    }

    @Test
    void spanIsAfterWhatWasLoggedBeforeIt() {
        LogStamp before = LogSink.shared().stamp(Instant.now());
        Attributes span = span();
        LogStamp after = LogSink.shared().stamp(Instant.EPOCH);
        assertThat(span.get(CausalAttributes.TASK)).isEqualTo(before.task());
        assertThat(span.get(CausalAttributes.HLC)).isGreaterThanOrEqualTo(before.hlc());
        assertThat(span.get(CausalAttributes.HLC)).isLessThan(after.hlc());
    }

    @Test
    void spanIsNoEventOfTheLog() {
        LogStamp before = LogSink.shared().stamp(Instant.now());
        Span span = tracers.get("test").spanBuilder("span").startSpan();
        span.end();
        assertThat(LogSink.shared().stamp(Instant.now()).n()).isEqualTo(before.n() + 1);
    }

    @Test
    void recordsOfOneTaskAreNumbered() {
        Attributes one = emit();
        Attributes two = emit();
        assertThat(two.get(CausalAttributes.TASK)).isEqualTo(one.get(CausalAttributes.TASK));
        assertThat(number(two)).isEqualTo(number(one) + 1);
        assertThat(two.get(CausalAttributes.HLC)).isGreaterThan(one.get(CausalAttributes.HLC));
        assertThat(two.get(CausalAttributes.AFTER)).isNull();
    }

    @Test
    void recordOfAnotherTaskNamesItsPredecessor() {
        Attributes one = emit();
        Handoff handoff = Handoff.capture();
        Attributes two;
        try (Scope scope = handoff.resume()) {
            two = emit();
        }
        assertThat(two.get(CausalAttributes.AFTER))
                .containsExactly(one.get(CausalAttributes.TASK) + ":" + one.get(CausalAttributes.N));
        assertThat(two.get(CausalAttributes.VIA)).containsExactly("resume");
    }

    @Test
    void logsOfOthersAreNoPredecessorsOfRecords() {
        LogSink.shared().stamp(Instant.now());
        try (Scope scope = Handoff.capture().resume()) {
            assertThat(emit().get(CausalAttributes.AFTER)).isNull();
        }
    }

    @Test
    void recordHasTheCorrelation() {
        try (Scope scope = Correlation.of("order-1").open()) {
            assertThat(emit().get(CausalAttributes.CORRELATION)).isEqualTo("order-1");
        }
    }

    @Test
    void configuredAutomatically() {
        AutoConfiguredOpenTelemetrySdk configured = AutoConfiguredOpenTelemetrySdk.builder()
                .addPropertiesSupplier(() -> Map.of(
                        "otel.traces.exporter", "none", "otel.metrics.exporter", "none", "otel.logs.exporter", "none"))
                .addTracerProviderCustomizer(
                        (builder, config) -> builder.addSpanProcessor(SimpleSpanProcessor.create(spans)))
                .build();
        try (var sdk = configured.getOpenTelemetrySdk()) {
            sdk.getTracer("test").spanBuilder("span").startSpan().end();
            assertThat(keys(spans.getFinishedSpanItems().get(0).getAttributes()))
                    .contains("correlation.id", "causal.task");
        }
    }

    private static List<String> keys(Attributes attributes) {
        return attributes.asMap().keySet().stream().map(AttributeKey::getKey).toList();
    }

    private static long number(Attributes record) {
        Long n = record.get(CausalAttributes.N);
        return n == null ? 0 : n;
    }

    private Attributes span() {
        return spanData().getAttributes();
    }

    private SpanData spanData() {
        spans.reset();
        tracers.get("test").spanBuilder("span").startSpan().end();
        return spans.getFinishedSpanItems().get(0);
    }

    private Attributes emit() {
        records.reset();
        loggers.get("test").logRecordBuilder().setBody("message").emit();
        return records.getFinishedLogRecordItems().get(0).getAttributes();
    }
}
