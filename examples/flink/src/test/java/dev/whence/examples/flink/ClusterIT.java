package dev.whence.examples.flink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged job on a cluster, to which Flink's command line sends it. */
class ClusterIT {
    @TempDir
    private static Path folder = Path.of("");

    @SuppressWarnings("NullAway.Init")
    private static Cluster cluster;

    @SuppressWarnings("NullAway.Init")
    private static Process taskManager;

    @BeforeAll
    static void start() throws IOException {
        cluster = new Cluster(folder.resolve("cluster"));
        taskManager = cluster.startTaskManager();
        cluster.startTaskManager();
    }

    @AfterAll
    static void stop() throws InterruptedException {
        cluster.close();
    }

    /** A shop, and a bank whose clock is five minutes slow: two JVMs with the agent and its appender. */
    @Test
    void theLogsOfTwoServices() throws Exception {
        Path logs = recorded();
        String output = cluster.run(
                List.of("-p", "2"),
                "--files=" + logs,
                "--names=clocks.*log",
                "--out=" + folder.resolve("shop"),
                "--max-skew=10min");
        assertThat(output).as(cluster::outputs).endsWith("exit code 0");

        Written written = new Written(folder.resolve("shop"));
        assertThat(written.allPlaces()).containsExactlyInAnyOrderElementsOf(places(logs));
        assertThat(Written.messages(written.operation("order-7781")))
                .containsSubsequence(
                        "asking the bank", "checking card", "card refused", "charging card", "order failed");
        assertThat(written.operation("order-7781").path("clocks"))
                .anySatisfy(clock ->
                        assertThat(clock.path("offset_us").asLong() / 1e6).isBetween(-301.0, -299.0));
        CausalGraph graph = graph(logs);
        written.operations().forEach(operation -> assertIsInOrder(operation, graph));
        assertThat(written.operations()).flatExtracting(Written::violations).doesNotContain("stamp", "duplicate");
    }

    private static Path recorded() throws IOException, InterruptedException {
        Path logs = folder.resolve("demo");
        Process demo = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-jar",
                        System.getProperty("whence.demo"),
                        "clocks",
                        "--agent",
                        System.getProperty("whence.agent"),
                        "--jdk",
                        System.getProperty("java.home"),
                        "--dir",
                        logs.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(demo.waitFor()).as(output).isZero();
        return logs;
    }

    private static List<Path> files(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.filter(file -> file.getFileName().toString().matches("clocks.*log"))
                    .toList();
        }
    }

    private static List<String> places(Path logs) throws IOException {
        List<String> places = new ArrayList<>();
        for (Path file : files(logs)) {
            for (int line = 1; line <= Files.readAllLines(file).size(); line++) {
                places.add(file + ":" + line);
            }
        }
        return places;
    }

    private static CausalGraph graph(Path logs) throws IOException {
        GraphBuilder builder = GraphBuilder.withoutRecords();
        List<LogFile> files = files(logs).stream()
                .map(file -> new LogFile(file.toString(), file))
                .toList();
        LogFiles.of(files, (extent, file, line, what) -> {}).forEach(builder::add);
        return builder.build();
    }

    private static void assertIsInOrder(JsonNode operation, CausalGraph graph) {
        List<Integer> events = new ArrayList<>();
        operation.path("lines").forEach(line -> {
            JsonNode causal = line.path("event").path("causal");
            events.add(graph.find(
                    causal.path("task").asText() + ":" + causal.path("n").asInt()));
        });
        for (int later = 0; later < events.size(); later++) {
            List<Integer> effects = events.subList(later, events.size());
            assertThat(graph.causes(events.get(later)).filter(effects::contains))
                    .isEmpty();
        }
    }

    /** One of two machines dies, and a third one takes its place. */
    @Test
    void aTaskManagerThatIsKilled() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("watched"));
        Path out = folder.resolve("killed");
        Written written = new Written(out);
        String output = cluster.run(
                List.of("-d", "-p", "2"),
                "--files=" + logs,
                "--out=" + out,
                "--watch=200ms",
                "--settled=0s",
                "--idle=5s",
                "--max-delay=0s");
        assertThat(output).as(cluster::outputs).endsWith("exit code 0");
        write(logs, "a", 1, 100);
        write(logs, "b", 101, 200);
        until(() -> assertThat(written.operations()).hasSizeGreaterThan(50));

        taskManager.destroyForcibly().waitFor();
        write(logs, "c", 201, 300);
        cluster.startTaskManager();
        write(logs, "d", 301, 400);
        until(() -> assertThat(written.operations()).hasSizeGreaterThan(250));
        assertThat(written.of("late")).isEmpty();
        assertThat(written.allPlaces()).doesNotHaveDuplicates();
        assertThat(written.operations())
                .allSatisfy(operation -> assertThat(operation.path("lines")).hasSize(2));
        cluster.cancel(output);
    }

    private static void write(Path logs, String name, int from, int to) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = from; i <= to; i++) {
            lines.add(new LogLine("o-" + i, "aa-" + i + ":1", i * 10).json());
            lines.add(new LogLine("o-" + i, "bb-" + i + ":1", i * 10 + 1)
                    .after("aa-" + i + ":1")
                    .json());
        }
        Path hidden = logs.resolve("." + name);
        Files.write(hidden, lines);
        Files.move(hidden, logs.resolve(name));
    }

    private static void until(ThrowingRunnable isSo) {
        await().atMost(Duration.ofMinutes(1)).untilAsserted(isSo);
    }

    @Test
    void badArgumentsGetOneSentence() throws Exception {
        String output = cluster.run(List.of(), "--files=/logs", "--out=/out", "--quiet=long");
        assertThat(output)
                .contains("Invalid value for option '--quiet': 'long' is no time such as 30s, 5min or 1h")
                .doesNotContain("\tat ")
                .endsWith("exit code 1");
    }
}
