package dev.whence.logback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills programs that log, and lets them exit. The property {@code whence.kills} sets how many programs are killed in each
 * way.
 */
@Timeout(3_600)
class CausalFileProcessTest {
    private static final int KILLS = Integer.getInteger("whence.kills", 3);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    CausalFileProcessTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** A program that logs in four threads, each event in a task of its own, until it is killed. */
    static final class Endless {
        @SuppressWarnings("InfiniteLoop")
        public static void main(String... arguments) {
            new Thread(Endless::endWithTheTest).start();
            Logback logback = Logback.jsonFile(Path.of(arguments[0]), arguments[1]);
            for (int t = 0; t < 4; t++) {
                int thread = t;
                new Thread(() -> {
                            for (long i = 0; true; i++) {
                                logback.logger().info("{} {}", thread, i);
                                if (arguments.length > 2) {
                                    acknowledge(thread + " " + i);
                                }
                                try (Scope ignored = Handoff.capture().resume()) {
                                    logback.logger().debug("forked");
                                }
                            }
                        })
                        .start();
            }
        }

        /** Ends when the test does, in whichever way: else this would fill the disk. */
        private static void endWithTheTest() {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // The test is gone as well.
            }
            Runtime.getRuntime().halt(1);
        }

        private static synchronized void acknowledge(String message) {
            System.out.println(message);
            System.out.flush();
        }
    }

    /** Starts a program, with some options of the JVM. */
    static Process start(Class<?> program, List<String> options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), program.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Waits until a file has that many bytes. */
    private static void awaitSize(Path file, long size, Process program) throws IOException {
        while (!Files.exists(file) || Files.size(file) < size) {
            assertThat(program.isAlive()).isTrue();
            Thread.onSpinWait();
        }
    }

    @Test
    void whatAKilledProgramHasWrittenIsWholeAndClosed() throws Exception {
        int tornLines = 0;
        int allLines = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path file = folder.resolve(kill + ".json");
            Process program = start(Endless.class, List.of(), file.toString(), "");
            awaitSize(file, 100_000 + 97_000L * kill, program);
            program.destroyForcibly().waitFor();
            boolean isTorn = !Files.readString(file).endsWith("\n");
            int torn = reopen(file);
            assertThat(torn).isEqualTo(isTorn ? 1 : 0);
            List<String> lines = Files.readAllLines(file);
            checkLines(lines, torn);
            Files.delete(file);
            tornLines += torn;
            allLines += lines.size();
        }
        System.out.println(KILLS + " programs killed: of " + allLines + " lines, " + tornLines + " are torn");
    }

    /** Logs one more event into a file. Returns the number of torn lines that were found. */
    private static int reopen(Path file) {
        Logback logback = Logback.jsonFile(file, "");
        CausalFileAppender appender = logback.appender("CAUSAL");
        logback.logger().info("4 0");
        logback.close();
        return (int) appender.getTornLines();
    }

    private static void checkLines(List<String> lines, int torn) throws IOException {
        Map<String, Long> next = new HashMap<>();
        Set<String> known = new HashSet<>();
        for (int i = 0; i < lines.size(); i++) {
            // After the torn line: the header of the second program, the warning about the line, and an event.
            if (torn == 1 && i == lines.size() - 4) {
                continue;
            }
            JsonNode line = JSON.readTree(lines.get(i));
            String body = line.path("body").asText();
            if (body.matches("\\d+ \\d+")) {
                String[] words = body.split(" ", 2);
                assertThat(Long.parseLong(words[1])).as(body).isEqualTo(next.getOrDefault(words[0], 0L));
                next.merge(words[0], 1L, Long::sum);
            }
            JsonNode causal = line.path("causal");
            known.add(causal.path("task").asText() + ":" + causal.path("n").asText());
            causal.path("after").forEach(after -> assertThat(known).contains(after.asText()));
        }
        assertThat(next.get("4")).isEqualTo(1);
        assertThat(JSON.readTree(lines.get(lines.size() - 2))
                        .path("causal")
                        .path("reason")
                        .asText())
                .isEqualTo(torn == 1 ? "torn" : "");
    }

    @Test
    void withAwaitWriteNothingIsLostThatWasLoggedBeforeTheKill() throws Exception {
        int allAcknowledged = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            Path file = folder.resolve(kill + ".json");
            Process program =
                    start(Endless.class, List.of(), file.toString(), "<awaitWrite>true</awaitWrite>", "acknowledge");
            List<String> acknowledged = new ArrayList<>();
            try (BufferedReader output = program.inputReader(StandardCharsets.UTF_8)) {
                while (acknowledged.size() < 500 + 137 * kill) {
                    acknowledged.add(output.readLine());
                }
                // The process itself would close its output as well.
                program.toHandle().destroyForcibly();
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    acknowledged.add(line);
                }
            }
            // The last acknowledgement may be torn itself.
            acknowledged.remove(acknowledged.size() - 1);
            Set<String> written = new HashSet<>();
            for (String line : Files.readAllLines(file)) {
                if (line.endsWith("}")) {
                    written.add(JSON.readTree(line).path("body").asText());
                }
            }
            assertThat(written).containsAll(acknowledged);
            Files.delete(file);
            allAcknowledged += acknowledged.size();
        }
        System.out.println(KILLS + " programs killed with awaitWrite: all of " + allAcknowledged + " events are there");
    }

    /** A program that ends in one of several ways while events are queued. */
    static final class Ending {
        @SuppressWarnings("SystemExitOutsideMain")
        public static void main(String... arguments) {
            Logback logback = Logback.jsonFile(Path.of(arguments[0]), "<queueSize>100000</queueSize>");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                for (int i = 0; i < 100; i++) {
                    logback.logger().info("hook {}", i);
                }
            }));
            for (int i = 0; i < 50_000; i++) {
                logback.logger().info("{}", i);
            }
            switch (arguments[1]) {
                case "exit" -> System.exit(0);
                case "death" -> throw new IllegalStateException("main dies, as the test wants it");
                default -> {}
            }
        }
    }

    @Test
    void whateverEndsAProgramAllItsEventsAreWritten() throws Exception {
        for (String end : List.of("exit", "death", "return")) {
            Path file = folder.resolve(end + ".json");
            start(Ending.class, List.of(), file.toString(), end).waitFor();
            List<String> lines = Files.readAllLines(file);
            assertThat(lines.stream().filter(line -> line.contains("\"body\":\"hook")))
                    .as(end)
                    .hasSize(100);
            assertThat(lines.stream().filter(line -> line.matches(".*\"body\":\"\\d+\".*")))
                    .as(end)
                    .hasSize(50_000);
        }
    }

    /** A program in which 10 000 virtual threads log while they hold monitors. */
    static final class Virtual {
        public static void main(String... arguments) throws Exception {
            Logback logback = Logback.jsonFile(Path.of(arguments[0]), "<queueSize>64</queueSize>");
            var startVirtual = Thread.class.getMethod("startVirtualThread", Runnable.class);
            CountDownLatch ended = new CountDownLatch(10_000);
            Object[] monitors = new Object[64];
            for (int i = 0; i < monitors.length; i++) {
                monitors[i] = new Object();
            }
            for (int i = 0; i < 10_000; i++) {
                int number = i;
                startVirtual.invoke(null, (Runnable) () -> {
                    synchronized (monitors[number % monitors.length]) {
                        logback.logger().info("{}", number);
                    }
                    logback.logger().info("{}", number);
                    ended.countDown();
                });
            }
            ended.await();
            logback.close();
        }
    }

    @Test
    void virtualThreadsThatHoldMonitorsOnOneCarrierComeToTheirEnd() throws Exception {
        assumeThat(Runtime.version().feature()).isGreaterThanOrEqualTo(21);
        Path file = folder.resolve("virtual.json");
        List<String> oneCarrier =
                List.of("-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1");
        assertThat(start(Virtual.class, oneCarrier, file.toString()).waitFor()).isZero();
        assertThat(Files.readAllLines(file)).as("with the header").hasSize(20_001);
    }
}
