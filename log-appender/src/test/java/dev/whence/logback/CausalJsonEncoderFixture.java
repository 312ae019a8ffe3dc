package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

/** Base class of tests of {@link CausalJsonEncoder}. */
abstract class CausalJsonEncoderFixture {
    static final JsonMapper JSON = JsonMapper.builder()
            .enable(com.fasterxml.jackson.core.StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    final CausalJsonEncoder encoder = new CausalJsonEncoder();

    CausalJsonEncoderFixture() {
        encoder.setServiceName("");
        encoder.setServiceInstanceId("");
    }

    /** Encodes an event and parses the line. */
    JsonNode encode(LoggingEvent event) throws IOException {
        encoder.start();
        return parse(encoder.encode(event));
    }

    /** Parses one line of valid UTF-8. A name that occurs twice in an object is an error. */
    static JsonNode parse(byte[] line) throws IOException {
        String text = new String(line, StandardCharsets.UTF_8);
        assertThat(text).endsWith("}\n");
        assertThat(text.codePoints().filter(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029))
                .as("only the line feed at the end")
                .hasSize(1);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).as("valid UTF-8").isEqualTo(line);
        return JSON.readTree(line);
    }

    static LoggingEvent event() {
        return event(Map.of());
    }

    static LoggingEvent event(Map<String, String> mdc) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName("shop.Orders");
        event.setLevel(Level.INFO);
        event.setInstant(Instant.parse("2026-08-22T21:14:07.481093Z"));
        event.setMDCPropertyMap(mdc);
        return event;
    }

    static LoggingEvent event(String message) {
        LoggingEvent event = event();
        event.setMessage(message);
        return event;
    }
}
