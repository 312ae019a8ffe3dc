package dev.whence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogRecord.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of all formats, and what is none. */
class LogReaderTest {
    private static final String CAUSAL =
            "\"causal\":{\"hlc\":\"660d356aa30bf000\",\"task\":\"5f57a886-2\",\"n\":1,\"after\":[\"5f57a886-1:1\"],\"via\":[\"fork\"],\"seq\":2}";

    private final Path folder;
    private final List<String> problems = new ArrayList<>();

    LogReaderTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("the JSON lines of all formats are read alike")
    @ParameterizedTest
    @ValueSource(
            strings = {
                // The presets of CausalJsonEncoder.
                "{\"timestamp\":\"2026-11-22T01:24:28.624063008Z\",\"severity_text\":\"INFO\",\"severity_number\":9,\"body\":\"reserving\",\"logger\":\"shop\",\"thread.name\":\"pool-1\",\"correlation_id\":\"order-1\",\"service.name\":\"shop\",\"attributes\":{\"user\":\"u1\",\"body\":\"no\"},CAUSAL}",
                "{\"@timestamp\":\"2026-11-22T01:24:28.624063008Z\",\"ecs.version\":\"1.2.0\",\"log.level\":\"INFO\",\"message\":\"reserving\",\"log.logger\":\"shop\",\"process.thread.name\":\"pool-1\",\"correlation_id\":\"order-1\",\"service.name\":\"shop\",\"labels\":{\"message\":\"no\"},CAUSAL}",
                "{\"@timestamp\":\"2026-11-22T01:24:28.624063008Z\",\"@version\":\"1\",\"level\":\"INFO\",\"level_value\":20000,\"message\":\"reserving\",\"logger_name\":\"shop\",\"thread_name\":\"pool-1\",\"correlation_id\":\"order-1\",\"service.name\":\"shop\",CAUSAL}",
                // Spring Boot's ECS and GELF.
                "{\"@timestamp\":\"2026-11-22T01:24:28.624063008Z\",\"log\":{\"level\":\"INFO\",\"logger\":\"shop\"},\"process\":{\"pid\":1,\"thread\":{\"name\":\"pool-1\"}},\"service\":{\"name\":\"shop\"},\"message\":\"reserving\",\"correlationId\":\"order-1\",CAUSAL,\"ecs\":{\"version\":\"8.11\"}}",
                "{\"version\":\"1.1\",\"short_message\":\"reserving\",\"timestamp\":1795310668.624063,\"level\":6,\"_level_name\":\"INFO\",\"_process_thread_name\":\"pool-1\",\"_log_logger\":\"shop\",\"_service_name\":\"shop\",\"_correlationId\":\"order-1\",\"_causal_hlc\":\"660d356aa30bf000\",\"_causal_task\":\"5f57a886-2\",\"_causal_n\":1,\"_causal_after\":\"5f57a886-1:1\",\"_causal_via\":\"fork\",\"_causal_seq\":2}"
            })
    void json(String line) throws IOException {
        LogRecord record = only(line.replace("CAUSAL", CAUSAL));
        assertThat(record.kind()).isEqualTo(Kind.EVENT);
        assertThat(record.id()).isEqualTo("5f57a886-2:1");
        assertThat(record.process()).isEqualTo("5f57a886");
        assertThat(record.causal().hlc()).isEqualTo(0x660d356aa30bf000L);
        assertThat(record.causal().after()).containsExactly(new Edge("5f57a886-1:1", "fork"));
        assertThat(record.causal().seq()).isEqualTo(2);
        assertThat(LogTime.format(record.event().time())).isEqualTo("2026-11-22T01:24:28.624063Z");
        assertThat(record.event().severity()).isEqualTo("INFO");
        assertThat(record.event().body()).isEqualTo("reserving");
        assertThat(record.event().logger()).isEqualTo("shop");
        assertThat(record.event().thread()).isEqualTo("pool-1");
        assertThat(record.event().correlation()).isEqualTo("order-1");
        assertThat(record.event().service()).isEqualTo("shop");
        assertThat(problems).isEmpty();
    }

    @DisplayName("text is read with its stack trace, and a message cannot pass for anything else")
    @Test
    void text() throws IOException {
        List<LogRecord> records = read(
                "2026-11-22 01:24:28,624 ERROR [order-1] 5f-2 660d356aa30bf000 [pool-1] shop - paid - 5f-9 660d356aa30bffff <- 5f-1:1",
                "\tjava.lang.IllegalStateException: declined",
                "\tat shop.Payments.charge(Payments.java:42)",
                "2026-11-22 01:24:28,625 INFO  [order-1] 5f-2 660d356aa30cf000 [pool-1] shop - done");
        assertThat(records).extracting(LogRecord::id).containsExactly("5f-2:1", "5f-2:2");
        LogRecord first = records.get(0);
        assertThat(first.event().body()).isEqualTo("paid - 5f-9 660d356aa30bffff");
        assertThat(first.event().exception()).contains("declined").contains("Payments.java:42");
        assertThat(first.event().correlation()).isEqualTo("order-1");
        assertThat(first.event().thread()).isEqualTo("pool-1");
        assertThat(first.event().logger()).isEqualTo("shop");
        assertThat(first.event().severity()).isEqualTo("ERROR");
        assertThat(first.causal().hlc()).isEqualTo(0x660d356aa30bf000L);
        assertThat(first.causal().after()).containsExactly(new Edge("5f-1:1", ""));
    }

    @DisplayName("the header and gaps are records of their own")
    @Test
    void controlRecords() throws IOException {
        List<LogRecord> records = read(
                "{\"timestamp\":\"2026-11-22T01:24:28Z\",\"body\":\"Log of shop\",\"causal\":{\"kind\":\"header\",\"format\":1,\"instance\":\"5f57a886\",\"hlc\":\"660d356a8b2ee000\"}}",
                "{\"body\":\"dropped\",\"causal\":{\"kind\":\"gap\",\"dropped\":812,\"from\":\"2026-11-22T01:24:28Z\",\"to\":\"2026-11-22T01:24:29Z\",\"reason\":\"full\",\"seq\":3}}");
        assertThat(records).extracting(LogRecord::kind).containsExactly(Kind.HEADER, Kind.GAP);
        assertThat(records.get(1).causal().gap()).satisfies(gap -> {
            assertThat(gap).isNotNull();
            assertThat(gap.dropped()).isEqualTo(812);
            assertThat(gap.reason()).isEqualTo("full");
        });
    }

    @DisplayName("foreign lines are records too")
    @Test
    void foreign() throws IOException {
        List<LogRecord> records = read("Picked up JAVA_TOOL_OPTIONS", "", "{\"level\":\"INFO\",\"message\":\"other\"}");
        assertThat(records)
                .extracting(LogRecord::kind)
                .containsOnly(Kind.FOREIGN)
                .hasSize(3);
        assertThat(problems).isEmpty();
    }

    @DisplayName("damaged lines are reported with file and line, and the others are read")
    @Test
    void damaged() throws IOException {
        Path file = folder.resolve("a.jsonl");
        String line = "{\"body\":\"x\"," + CAUSAL + "}";
        Files.writeString(file, line + "\n{\"body\":\"torn{\"body\":1\nbi\0nary\n" + line + "\n{\"body\":\"cut o");
        List<LogRecord> records = read(file);
        assertThat(records).hasSize(5);
        assertThat(records).filteredOn(record -> record.kind() == Kind.EVENT).hasSize(2);
        assertThat(problems)
                .containsExactly(
                        "a.jsonl:2 the line is not a JSON object",
                        "a.jsonl:3 the line is not text",
                        "a.jsonl:5 the last line is cut off");
    }

    @DisplayName("a line that is too long is left out")
    @Test
    void huge() throws IOException {
        Path file = HugeLine.write(folder.resolve("huge.jsonl"), 40, "{\"body\":\"x\"," + CAUSAL + "}\n");
        List<LogRecord> records = read(file);
        assertThat(records).extracting(LogRecord::kind).containsExactly(Kind.FOREIGN, Kind.EVENT);
        assertThat(records.get(0).origin().text()).hasSizeLessThan(2_000);
        assertThat(problems).containsExactly("huge.jsonl:1 the line is longer than 16 MB and left out");
    }

    @DisplayName("of a compressed file that is cut off, the beginning is read")
    @Test
    void truncatedGzip() throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        Random random = new Random(1);
        try (OutputStream out = new GZIPOutputStream(whole)) {
            for (int i = 0; i < 5_000; i++) {
                String line = "{\"body\":\"" + random.nextLong() + "\"," + CAUSAL + "}\n";
                out.write(line.getBytes(StandardCharsets.US_ASCII));
            }
        }
        Path file = folder.resolve("a.gz");
        Files.write(file, Arrays.copyOf(whole.toByteArray(), whole.size() / 2));
        assertThat(read(file)).hasSizeGreaterThan(100);
        assertThat(problems).last().asString().contains("cannot be read from here on");
    }

    @DisplayName("whatever the bytes are, reading ends without a failure")
    @Test
    void fuzz() throws IOException {
        Random random = new Random(4);
        byte[] line = ("{\"body\":\"x\"," + CAUSAL
                        + "}\n2026-11-22 01:24:28,624 INFO 5f-2 660d356aa30bf000 a - b <- 5f-1:1\n")
                .getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve("fuzz");
        for (int round = 0; round < 3_000; round++) {
            byte[] bytes = line.clone();
            for (int i = random.nextInt(6); i >= 0; i--) {
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextBoolean() ? random.nextInt(256) : "{}[]\",:\\\n-".charAt(random.nextInt(10)));
            }
            Files.write(file, bytes);
            assertThat(read(file)).isNotEmpty();
        }
    }

    private LogRecord only(String line) throws IOException {
        List<LogRecord> records = read(line);
        assertThat(records).hasSize(1);
        return records.get(0);
    }

    private List<LogRecord> read(String... lines) throws IOException {
        Path file = folder.resolve("log");
        Files.write(file, List.of(lines));
        return read(file);
    }

    private List<LogRecord> read(Path file) {
        List<LogRecord> records = new ArrayList<>();
        LogFile log = new LogFile(file.getFileName().toString(), file);
        LogFiles.of(List.of(log), (extent, name, line, what) -> problems.add(name + ":" + line + " " + what))
                .forEach(records::add);
        return records;
    }
}
