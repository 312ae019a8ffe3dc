package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whence.log.LogTime;
import dev.whence.log.Stamp;
import dev.whence.log.sim.SimEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The job in a mini-cluster of two task managers, with files. */
class OperationsJobTest {
    @RegisterExtension
    static final MiniClusterExtension CLUSTER = new MiniClusterExtension(new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(2)
            .setNumberSlotsPerTaskManager(2)
            .build());

    @TempDir
    private Path folder = Path.of("");

    private Path logs = Path.of("");

    @BeforeEach
    void makeFolder() throws IOException {
        logs = Files.createDirectory(folder.resolve("logs"));
    }

    private Job job(String name) {
        return new Job(folder.resolve(name), "--files=" + logs, "--max-skew=10min", "--max-delay=1min");
    }

    /** Random programs: brute force over all pairs of lines of each operation. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void operationsAreInCausalOrder(long seed) throws Exception {
        SlowLogs program = new SlowLogs(logs, seed, 1500);
        Written written = job("out").slots(2).run();
        for (JsonNode operation : written.operations()) {
            List<SimEvent> events = events(program, operation);
            for (int later = 0; later < events.size(); later++) {
                Set<SimEvent> effects = Set.copyOf(events.subList(later, events.size()));
                assertThat(program.causes(events.get(later))).doesNotContainAnyElementsOf(effects);
            }
            assertThat(events)
                    .extracting(SimEvent::correlation)
                    .containsOnly(operation.path("correlation").asText());
        }
        assertThat(written.of("late")).isEmpty();
        assertThat(written.allPlaces()).hasSize(program.events().size()).doesNotHaveDuplicates();
        assertThat(written.operations())
                .flatExtracting(Written::violations)
                .doesNotContain("stamp", "clock", "duplicate");
    }

    private static List<SimEvent> events(SlowLogs program, JsonNode operation) {
        List<SimEvent> events = new ArrayList<>();
        operation.path("lines").forEach(line -> {
            JsonNode causal = line.path("event").path("causal");
            events.add(program.event(
                    causal.path("task").asText() + ":" + causal.path("n").asInt()));
        });
        return events;
    }

    /** Operations are closed while others are still read, in any number of slots, and as a batch at the end. */
    @Test
    void slotsAndBatchesMakeNoDifference() throws Exception {
        new SlowLogs(logs, 11, 3000);
        List<JsonNode> operations = job("one").slots(1).run().operations();
        assertThat(operations.stream()
                        .map(operation -> operation.path("correlation").asText())
                        .distinct()
                        .count())
                .isGreaterThan(20);
        assertThat(job("two").slots(2).run().operations()).isEqualTo(operations);
        assertThat(job("four").slots(4).run().operations()).isEqualTo(operations);
        assertThat(job("batch").slots(2).mode(RuntimeExecutionMode.BATCH).run().operations())
                .isEqualTo(operations);
    }

    /** The state of a big log does not fit into the memory of the job manager, where Flink keeps it otherwise. */
    @Test
    void checkpointsAreFilesWhereFlinkOrTheJobIsTold() throws IOException {
        OperationsJob job = new OperationsJob(JobOptions.parse("--files=" + logs, "--out=/out"));
        StreamExecutionEnvironment plain = new StreamExecutionEnvironment();
        job.lines(plain);
        assertThat(plain.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:/out/.checkpoints");
        StreamExecutionEnvironment told = new StreamExecutionEnvironment(
                new Configuration().set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, "file:///elsewhere"));
        job.lines(told);
        assertThat(told.getConfiguration().get(CheckpointingOptions.CHECKPOINTS_DIRECTORY))
                .isEqualTo("file:///elsewhere");
    }

    /** Torn, mixed, foreign and empty lines, a torn compressed file, and lines in the format of another preset. */
    @Test
    void eachLineIsInExactlyOnePlace() throws Exception {
        SlowLogs program = new SlowLogs(logs, 21, 500);
        String event = new LogLine("o", "aa-1:1", 0).json();
        write(
                "app.jsonl",
                event,
                "",
                "at java.lang.Thread.run(Thread.java:1)",
                "{\"body\":\"mi" + event,
                "[1]",
                "{\"message\":\"of another program\",\"@timestamp\":\"2023-11-14T22:13:21Z\"}",
                "{\"timestamp\":\"2023-11-14T22:13:20Z\",\"body\":\"Log of app\",\"causal\":{\"kind\":\"header\",\"hlc\":\"652db9d4ba000000\"}}",
                "{\"timestamp\":\"2023-11-14T22:13:20Z\",\"body\":\"2 events dropped\",\"causal\":{\"kind\":\"gap\",\"dropped\":2,\"reason\":\"full\"}}",
                ecs("o", "aa-2:1", "ecs"),
                event.substring(0, 100));
        tear(logs.resolve("torn.gz"), "x".repeat(20) + "\n" + event + "\n");
        Written written = job("out").slots(2).run();
        List<String> expected = new ArrayList<>();
        for (Path file : files()) {
            IntStream.rangeClosed(
                            1,
                            file.endsWith("torn.gz") ? written.of("malformed").size() - 5 : lines(file))
                    .forEach(line -> expected.add(file + ":" + line));
        }
        assertThat(written.allPlaces()).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(written.allPlaces()).hasSizeGreaterThan(program.events().size() + 10);
        assertThat(Written.messages(written.operation("o"))).containsExactly("aa-1:1", "ecs");
        assertThat(written.of("outside"))
                .extracting(line -> line.path("at").asText())
                .containsExactly(logs + "/app.jsonl:6", logs + "/app.jsonl:7", logs + "/app.jsonl:8");
        assertThat(written.of("malformed"))
                .extracting(line -> line.path("reason").asText())
                .contains(
                        "the line is not a JSON object",
                        "the last line is cut off",
                        "the compressed file is damaged from here on");
        assertThat(written.of("malformed"))
                .extracting(line -> line.path("at").asText())
                .contains(logs + "/app.jsonl:10");
    }

    private static String ecs(String correlation, String id, String message) {
        return "{\"@timestamp\":\"2023-11-14T22:13:21Z\",\"log.level\":\"INFO\",\"message\":\"" + message
                + "\",\"correlationId\":\"" + correlation + "\",\"causal\":{\"hlc\":\""
                + Stamp.format(LogTime.toStamp(LogLine.micros(1))) + "\",\"task\":\""
                + id.substring(0, id.indexOf(':')) + "\",\"n\":1,\"after\":[\"aa-1:1\"]}}";
    }

    private void write(String name, String... lines) throws IOException {
        Files.writeString(logs.resolve(name), String.join("\n", lines));
    }

    /** Writes a compressed file that lacks its end. */
    private static void tear(Path file, String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(bytes)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
        Files.write(file, Arrays.copyOf(bytes.toByteArray(), bytes.size() - 12));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.sorted().toList();
        }
    }

    private static int lines(Path file) throws IOException {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = file.toString().endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return (int) new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .count();
        }
    }
}
