package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import ch.qos.logback.core.status.ErrorStatus;
import ch.qos.logback.core.status.Status;
import com.fasterxml.jackson.databind.JsonNode;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import dev.whence.runtime.Settings;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;
import org.slf4j.event.KeyValuePair;

class CausalJsonEncoderTest extends CausalJsonEncoderFixture {
    @Test
    void aLineFollowsTheLogModelOfOpenTelemetry() throws Exception {
        encoder.setServiceName("shop");
        encoder.setServiceInstanceId("shop-1");
        JsonNode line = Correlation.of("order-7781").call(() -> encode(event("POST {}")));
        String thread = Thread.currentThread().getName();
        JsonNode causal = line.get("causal");
        assertThat(line).isEqualTo(JSON.readTree("""
                {"timestamp":"2026-08-22T21:14:07.481093Z","severity_text":"INFO","severity_number":9,
                 "body":"POST {}","logger":"shop.Orders","thread.name":"%s","correlation_id":"order-7781",
                 "service.name":"shop","service.instance.id":"shop-1",
                 "causal":{"hlc":"%s","task":"%s","n":%d,"seq":1}}""".formatted(
                        thread,
                        causal.get("hlc").asText(),
                        causal.get("task").asText(),
                        causal.get("n").asInt())));
        assertThat(causal.get("hlc").asText()).matches("[0-9a-f]{16}");
        assertThat(causal.get("task").asText()).matches("[0-9a-f]{8}-\\d+");
    }

    @Test
    void unknownValuesAreLeftOut() throws Exception {
        assertThat(encode(event("hello")).fieldNames())
                .toIterable()
                .containsExactly(
                        "timestamp", "severity_text", "severity_number", "body", "logger", "thread.name", "causal");
    }

    @Test
    void predecessorsAreNamedWithTheKindOfEdge() throws Exception {
        JsonNode first = encode(event("before the fork"));
        JsonNode second;
        try (Scope ignored = Handoff.capture().resume()) {
            second = encode(event("forked"));
        }
        JsonNode before = first.get("causal");
        assertThat(second.get("causal").get("after"))
                .isEqualTo(JSON.createArrayNode()
                        .add(before.get("task").asText() + ":" + before.get("n").asInt()));
        assertThat(second.get("causal").get("via"))
                .isEqualTo(JSON.createArrayNode().add("resume"));
        assertThat(second.get("causal").get("seq").asInt()).isEqualTo(2);
    }

    @Test
    void anEventOfAnUnknownThreadHasNoPlaceInTheGraph() throws Exception {
        LoggingEvent event = event("hello");
        event.setThreadName("somebody else");
        assertThat(encode(event).get("causal").fieldNames()).toIterable().containsExactly("seq");
    }

    @ParameterizedTest
    @CsvSource({"TRACE, 1", "DEBUG, 5", "INFO, 9", "WARN, 13", "ERROR, 17"})
    void severitiesAreNumbered(String level, int number) throws Exception {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.valueOf(level));
        event.setInstant(Instant.EPOCH);
        event.setMDCPropertyMap(Map.of());
        JsonNode line = encode(event);
        assertThat(line.get("severity_text").asText()).isEqualTo(level);
        assertThat(line.get("severity_number").asInt()).isEqualTo(number);
        assertThat(line.get("body").asText()).isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-08-22T21:14:07.481093Z",
                "2026-08-22T21:14:07.000001Z",
                "2026-08-22T21:14:07.000000Z",
                "2026-08-22T21:14:07.481093001Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00.000000Z"
            })
    void timestampsAreWrittenAsTheyAre(String timestamp) throws Exception {
        LoggingEvent event = event("hello");
        event.setInstant(Instant.parse(timestamp));
        assertThat(encode(event).get("timestamp").asText()).isEqualTo(timestamp);
    }

    @Test
    void theFirstEventOfATaskHasTheSiteOfItsHop() throws Exception {
        List<JsonNode> lines = Correlation.current()
                .wrap(() -> List.of(encode(event("first")), encode(event("second"))))
                .call();
        assertThat(lines.get(0).at("/causal/site").asText())
                .matches("dev\\.whence\\.logback\\.CausalJsonEncoderTest\\."
                        + "theFirstEventOfATaskHasTheSiteOfItsHop\\(CausalJsonEncoderTest\\.java:\\d+\\)");
        assertThat(lines.get(1).at("/causal/site").isMissingNode()).isTrue();
    }

    @Test
    void aSiteThatIsRememberedForTheClassOfTheFunctionIsMarked() throws Exception {
        Settings.stacks(Settings.STACKS_SITES);
        try {
            List<JsonNode> marks = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                JsonNode line = Correlation.current()
                        .wrap(() -> encode(event("an event")))
                        .call();
                assertThat(line.at("/causal/site").asText()).contains("CausalJsonEncoderTest.java");
                marks.add(line.at("/causal/site_approximate"));
            }
            assertThat(marks.get(0).isMissingNode()).isTrue();
            assertThat(marks.get(1).asBoolean()).isTrue();
        } finally {
            Settings.stacks(Settings.STACKS_AUTO);
        }
    }

    @Test
    void sitesCanBeSwitchedOff() throws Exception {
        encoder.setSites(false);
        JsonNode line = Correlation.current().wrap(() -> encode(event("first"))).call();
        assertThat(line.at("/causal/n").asInt()).isEqualTo(1);
        assertThat(line.at("/causal/site").isMissingNode()).isTrue();
    }

    @Test
    void attributesKeepTheirTypesAndPairsTheirNames() throws Exception {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.INFO);
        event.setInstant(Instant.EPOCH);
        event.setMDCPropertyMap(Map.of("user", "bob", "n", "from the MDC"));
        event.addKeyValuePair(new KeyValuePair("n", 7));
        event.addKeyValuePair(new KeyValuePair("n", 8L));
        event.addKeyValuePair(new KeyValuePair("ok", true));
        event.addKeyValuePair(new KeyValuePair("none", null));
        event.addKeyValuePair(new KeyValuePair("nan", Double.NaN));
        event.addKeyValuePair(new KeyValuePair("half", 0.5f));
        event.addKeyValuePair(new KeyValuePair("big", new BigDecimal("1E+400")));
        event.addKeyValuePair(new KeyValuePair("list", java.util.List.of(1, 2)));
        JsonNode attributes = encode(event).get("attributes");
        assertThat(attributes).isEqualTo(JSON.readTree("""
                {"n":7,"n_2":8,"ok":true,"none":null,"nan":"NaN","half":0.5,"big":1E+400,"list":"[1, 2]",
                 "user":"bob","n_3":"from the MDC"}"""));
    }

    @Test
    void aFailingToStringIsNamed() throws Exception {
        LoggingEvent event = event("hello");
        event.addKeyValuePair(new KeyValuePair("exception", new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException();
            }
        }));
        event.addKeyValuePair(new KeyValuePair("error", new Object() {
            @Override
            public String toString() {
                throw new NoClassDefFoundError();
            }
        }));
        event.addKeyValuePair(new KeyValuePair("null", new Object() {
            @Override
            @SuppressWarnings("ToStringReturnsNull")
            public @Nullable String toString() {
                return null;
            }
        }));
        JsonNode attributes = encode(event).get("attributes");
        assertThat(attributes.get("exception").asText())
                .startsWith("[java.lang.IllegalStateException in toString() of dev.whence");
        assertThat(attributes.get("error").asText()).startsWith("[java.lang.NoClassDefFoundError in toString() of");
        assertThat(attributes.get("null").asText()).isEqualTo("null");
    }

    @Test
    void theIdsOfASpanAreFieldsOfTheirOwn() throws Exception {
        LoggingEvent event = new LoggingEvent();
        event.setLevel(Level.INFO);
        event.setInstant(Instant.EPOCH);
        event.setMDCPropertyMap(Map.of("trace_id", "4bf9", "span_id", "00f0", "trace_flags", "01"));
        JsonNode line = encode(event);
        assertThat(line.get("trace_id").asText()).isEqualTo("4bf9");
        assertThat(line.get("span_id").asText()).isEqualTo("00f0");
        assertThat(line.get("trace_flags").asText()).isEqualTo("01");
        assertThat(line.has("attributes")).isFalse();
    }

    @Test
    void markersAreNames() throws Exception {
        LoggingEvent event = event("hello");
        event.addMarker(MarkerFactory.getMarker("AUDIT"));
        event.addMarker(MarkerFactory.getMarker("SLOW"));
        assertThat(encode(event).get("markers"))
                .isEqualTo(JSON.createArrayNode().add("AUDIT").add("SLOW"));
    }

    @Test
    void anExceptionIsWrittenWithItsStackTraceAndCauses() throws Exception {
        LoggingEvent event = event("failed");
        event.setThrowableProxy(
                new ThrowableProxy(new IllegalStateException("card\ndeclined", new IOException("broken pipe"))));
        JsonNode line = encode(event);
        assertThat(line.get("exception.type").asText()).isEqualTo("java.lang.IllegalStateException");
        assertThat(line.get("exception.message").asText()).isEqualTo("card\ndeclined");
        assertThat(line.get("exception.stacktrace").asText())
                .contains("\tat " + getClass().getName())
                .contains("Caused by: java.io.IOException: broken pipe");
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void eachPresetNamesItsFields(Preset preset) throws Exception {
        encoder.setPreset(preset.toString());
        LoggingEvent event = event("hello");
        event.setThrowableProxy(new ThrowableProxy(new IOException("broken pipe")));
        assertThat(encode(event).fieldNames())
                .toIterable()
                .containsExactly(
                        switch (preset) {
                            case OTEL ->
                                new String[] {
                                    "timestamp",
                                    "severity_text",
                                    "severity_number",
                                    "body",
                                    "logger",
                                    "thread.name",
                                    "exception.type",
                                    "exception.message",
                                    "exception.stacktrace",
                                    "causal"
                                };
                            case ECS ->
                                new String[] {
                                    "@timestamp",
                                    "ecs.version",
                                    "log.level",
                                    "message",
                                    "log.logger",
                                    "process.thread.name",
                                    "error.type",
                                    "error.message",
                                    "error.stack_trace",
                                    "event.sequence",
                                    "causal"
                                };
                            case LOGSTASH ->
                                new String[] {
                                    "@timestamp",
                                    "@version",
                                    "level",
                                    "level_value",
                                    "message",
                                    "logger_name",
                                    "thread_name",
                                    "stack_trace",
                                    "causal"
                                };
                        });
    }

    @Test
    void logstashHasTheLevelNumbersOfLogback() throws Exception {
        encoder.setPreset("logstash");
        assertThat(encode(event("hello")).get("level_value").asInt()).isEqualTo(20_000);
    }

    @Test
    void anUnknownPresetIsAnErrorThatNamesTheValidOnes() {
        LoggerContext context = new LoggerContext();
        encoder.setContext(context);
        encoder.setPreset("gelf");
        encoder.start();
        assertThat(encoder.isStarted()).isFalse();
        Status error = context.getStatusManager().getCopyOfStatusList().get(0);
        assertThat(error).isInstanceOf(ErrorStatus.class);
        assertThat(error.getMessage()).contains("'gelf'", "otel", "ecs", "logstash");
    }
}
