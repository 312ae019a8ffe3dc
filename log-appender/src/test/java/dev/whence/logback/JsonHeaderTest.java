package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.rolling.RollingFileAppender;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests of the record with which each file begins. */
class JsonHeaderTest extends CausalJsonEncoderFixture {
    private final Path file;

    JsonHeaderTest(@TempDir Path folder) {
        this.file = folder.resolve("log.jsonl");
    }

    private static String encoder(String properties) {
        return "<encoder class='" + CausalJsonEncoder.class.getName() + "'>" + properties + "</encoder>";
    }

    private JsonNode line(int index) throws IOException {
        return JSON.readTree(Files.readAllLines(file).get(index));
    }

    @Test
    void theHeaderTellsWhatWroteTheFile() throws Exception {
        Instant before = Instant.now().truncatedTo(ChronoUnit.MICROS);
        JsonNode event;
        try (Logback logback =
                new Logback(Logback.file(file, encoder("<serviceName>shop</serviceName>")) + Logback.root("FILE"))) {
            logback.logger().info("hello");
            event = line(1);
        }
        JsonNode header = line(0);
        JsonNode causal = header.get("causal");
        assertThat(causal.get("kind").asText()).isEqualTo("header");
        assertThat(causal.get("format").asInt()).isEqualTo(1);
        assertThat(causal.get("version").asText()).matches("\\d+\\.\\d+.*");
        assertThat(causal.get("preset").asText()).isEqualTo("otel");
        assertThat(causal.get("service").asText()).isEqualTo("shop");
        assertThat(causal.get("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(causal.get("host").asText()).isNotEmpty();
        assertThat(event.get("causal").get("task").asText())
                .startsWith(causal.get("instance").asText() + "-");
        assertThat(header.get("service.name")).isEqualTo(event.get("service.name"));
        assertThat(header.get("service.instance.id")).isEqualTo(causal.get("instance"));
        assertThat(Instant.parse(header.get("timestamp").asText())).isBetween(before, Instant.now());
        assertThat(causal.get("hlc").asText())
                .matches("[0-9a-f]{16}")
                .isLessThanOrEqualTo(event.get("causal").get("hlc").asText());
        assertThat(event.get("causal").get("seq").asInt()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Preset.class)
    void theHeaderHasTheFieldsThatEachLineHas(Preset preset) throws Exception {
        encoder.setPreset(preset.toString());
        encoder.start();
        JsonNode header = parse(encoder.headerBytes());
        JsonNode event = encode(event("hello"));
        for (JsonField field : JsonField.values()) {
            String name = field.nameIn(preset);
            if (event.has(name) && field != JsonField.SEQUENCE) {
                assertThat(header.path(name).asText()).as(name).isNotEmpty();
            }
        }
        assertThat(header.get(JsonField.BODY.nameIn(preset)).asText()).startsWith("Log of instance ");
    }

    @Test
    void eachFileBeginsWithAHeader() throws Exception {
        String policies = "<rollingPolicy class='ch.qos.logback.core.rolling.FixedWindowRollingPolicy'>"
                + "<fileNamePattern>" + file + ".%i</fileNamePattern><maxIndex>3</maxIndex></rollingPolicy>"
                + "<triggeringPolicy class='ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy'/>";
        String appender = "<appender name='FILE' class='" + RollingFileAppender.class.getName() + "'><file>" + file
                + "</file>" + policies + encoder("") + "</appender>";
        try (Logback logback = new Logback(appender + Logback.root("FILE"))) {
            RollingFileAppender<ILoggingEvent> rolling = logback.appender("FILE");
            logback.logger().info("first");
            rolling.rollover();
            logback.logger().info("second");
        }
        assertThat(Files.readAllLines(Path.of(file + ".1"))).hasSize(2).first().matches(JsonHeaderTest::isHeader);
        assertThat(Files.readAllLines(file)).hasSize(2).first().matches(JsonHeaderTest::isHeader);
    }

    @Test
    void whoAppendsToAFileWritesAHeaderToo() throws Exception {
        for (int run = 0; run < 2; run++) {
            new Logback(Logback.file(file, encoder("")) + Logback.root("FILE")).close();
        }
        assertThat(Files.readAllLines(file)).hasSize(2).allMatch(JsonHeaderTest::isHeader);
    }

    private static boolean isHeader(String line) {
        return line.contains("\"causal\":{\"kind\":\"header\"");
    }

    @Test
    void theHeaderCanBeLeftOut() throws Exception {
        new Logback(Logback.file(file, encoder("<header>false</header>")) + Logback.root("FILE")).close();
        assertThat(file).isEmptyFile();
    }
}
