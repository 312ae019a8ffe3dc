package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import dev.whence.agent.attached.harness.Jdks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent finds in programs whose work does not go on, or not fast enough, and where else findings are told. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class PatienceIT {
    private final Jdk jdk;

    @TempDir
    private Path folder;

    PatienceIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private FindingsOf program(Class<?> program, String option, List<String> parts) throws IOException {
        return new FindingsOf(jdk, folder, JavaProcess.bareClassPath(), program, option, parts);
    }

    @DisplayName("pools whose threads wait for latches while work is queued are suspected; not those that go on")
    @Test
    void suspected() throws Exception {
        Set<String> expected = new TreeSet<>();
        List<String> ways = new ArrayList<>(List.of("idle", "handedOn", "timed", "free"));
        for (String one : List.of("latch", "semaphore", "phaser", "queue", "mixed")) {
            ways.add("repaired:" + one);
        }
        List<String> latched = new ArrayList<>(List.of("latch", "semaphore", "phaser", "queue", "mixed"));
        latched.addAll(List.of("array", "deque", "priority", "extended", "late"));
        for (String one : latched) {
            ways.add(one);
            expected.add("suspected-starvation " + one);
        }
        try (FindingsOf program = program(LatchedProgram.class, "findings=suspected-starvation,stuck=2s", ways)) {
            assertThat(program.told(expected))
                    .as(Files.readString(program.err()))
                    .isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .containsPattern(
                            "suspected: all 2 threads of the pool latch have waited for \\d+ seconds, and may wait"
                                    + " for what is queued in it \\(\\d queued\\)\\R.*operation latch\\R"
                                    + "  the pool latch needs one of its threads\\R"
                                    + "  the thread latch-1 waits in CountDownLatch.await at .*LatchedProgram");
            assertThat(program.texts()).hasSameSizeAs(expected);
        }
    }

    @DisplayName("operations that wait for work that does not go on; not for work that goes on, has a limit or serves")
    @Test
    void stuck() throws Exception {
        List<String> ways = new ArrayList<>(List.of("life", "accept", "periodic", "idle", "answered", "busy", "steps"));
        ways.addAll(List.of("limited", "timed", "first", "sleeping", "delayed", "unknown"));
        Set<String> expected = new TreeSet<>();
        List<String> hung = new ArrayList<>(List.of("callback", "stages", "read", "latch", "queued"));
        if (jdk.feature() >= 21) {
            hung.add("virtual");
        }
        hung.add("late");
        for (String one : hung) {
            ways.add(one);
            expected.add("stuck " + one);
        }
        try (FindingsOf program = program(HungProgram.class, "findings=wait-cycle,stuck,stuck=2s", ways)) {
            assertThat(program.told(expected))
                    .as(Files.readString(program.err()))
                    .isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .containsPattern(
                            "CompletableFuture.join, and it is not known what completes the future\\R.*"
                                    + "operation callback\\R  the thread \\S+ waits in CompletableFuture.join at .*HungProgram.wait")
                    .containsPattern("operation read\\R.*\\R  for supplyAsync at .*HungProgram.work.*\\R"
                            + "  the thread \\S+ waits in \\S+\\.read at .*HungProgram.read")
                    .containsPattern("operation queued\\R.*\\R  for submit, which is queued in .*\\R"
                            + "  the pool \\S+ needs one of its threads\\R"
                            + "  the thread \\S+ waits in CountDownLatch.await at .*HungProgram.await");
            assertThat(program.texts()).hasSameSizeAs(expected);
        }
    }

    @DisplayName("how long an operation may be stuck can be set while the program runs")
    @Test
    void set() throws Exception {
        try (FindingsOf program = program(HungProgram.class, "stuck=1h", List.of("callback"))) {
            // The JVM has no agent that could be asked before it has started.
            Awaitility.await().untilAsserted(() -> {
                JavaProcess.Result set = JavaProcess.java(jdk)
                        .arguments(
                                "-jar",
                                JavaProcess.agentJar().toString(),
                                "set",
                                program.process.pid() + "",
                                "stuck=500ms")
                        .run();
                assertThat(set.exitCode()).as(set.err()).isZero();
            });
            assertThat(program.told(Set.of("stuck callback"))).hasSize(1);
        }
    }

    @DisplayName("waits on event loops and in the common pool; not on threads that may wait, nor if nothing is awaited")
    @Test
    void blocking() throws Exception {
        List<String> ways =
                new ArrayList<>(List.of("complete", "composed", "executor", "elastic", "pool", "ownForkJoin"));
        Set<String> expected = new TreeSet<>();
        for (String one : List.of("loopJoin", "loopGet", "loopTimed", "reactor")) {
            ways.add(one);
            expected.add("blocking " + one);
        }
        for (String one : List.of("common", "commonGet")) {
            ways.add(one);
            expected.add("common-pool-blocking " + one);
        }
        String classPath = JavaProcess.testClassPath();
        try (FindingsOf program = new FindingsOf(
                jdk, folder, classPath, BlockingProgram.class, "findings=blocking,common-pool-blocking", ways)) {
            assertThat(program.told(expected))
                    .as(Files.readString(program.err()))
                    .isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .containsPattern("a thread of an event loop, multiThreadIoEventLoopGroup-\\S+, has waited in "
                            + "FutureTask.get\\R.*operation loopGet\\R\tat .*BlockingProgram.lambda\\$run")
                    .contains("has waited in CompletableFuture.join; the pool adds a thread for each that does")
                    .contains("has waited in FutureTask.get; all code that names no pool shares its few threads");
        }
    }

    @DisplayName("reads and sleeps on event loops and in the common pool; not on threads that may wait")
    @Test
    void blockingIo() throws Exception {
        List<String> ways = List.of("poolReads", "executorReads", "loopReads", "loopSleeps", "commonReads");
        Set<String> expected = Set.of("blocking-io loopReads", "blocking-io loopSleeps", "blocking-io commonReads");
        String classPath = JavaProcess.testClassPath();
        try (FindingsOf program =
                new FindingsOf(jdk, folder, classPath, BlockingProgram.class, "findings=blocking-io", ways)) {
            assertThat(program.told(expected))
                    .as(Files.readString(program.err()))
                    .isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .containsPattern("blocking-io: a thread of an event loop, \\S+, waits for a read from a socket\\R"
                            + ".*operation loopReads\\R\tat .*BlockingProgram.read");
        }
    }

    @DisplayName("threads without a correlation that complete futures of operations; not if they have taken it along")
    @Test
    void correlationLost() throws Exception {
        List<String> ways = new ArrayList<>(
                List.of("handoff", "pool", "supplied", "alone", "own", "awaited", "cancelled", "needed"));
        Set<String> expected = new TreeSet<>();
        for (String one : List.of("inline", "async", "failed", "last")) {
            ways.add(one);
            expected.add("correlation-lost " + one);
        }
        try (FindingsOf program = program(ForgettingProgram.class, "findings=correlation-lost", ways)) {
            assertThat(program.told(expected))
                    .as(Files.readString(program.err()))
                    .isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .containsPattern(
                            "correlation-lost: the thread consumer has completed a future of an operation, and "
                                    + "has no correlation\\R.*operation inline\\R"
                                    + "  the operation goes on in thenApply at .*ForgettingProgram.run.*\\R"
                                    + "\tat .*ForgettingProgram.answer");
        }
    }

    @DisplayName("findings are events of a flight recording, and the MBean counts them")
    @Test
    void recordedAndCounted() {
        JavaProcess.Result result = JavaProcess.java(jdk)
                .options("-cp", JavaProcess.bareClassPath())
                .agent("quiet=true", "jmx=on")
                .main(RecordedFindings.class, folder.resolve("recording.jfr").toString())
                .run();
        assertThat(result.out().lines())
                .as(result.err())
                .satisfiesExactly(
                        counts -> assertThat(counts)
                                .isEqualTo("1 of dead-periodic-task, 0 of wait-cycle, -1 of context-leak"),
                        event -> assertThat(event)
                                .startsWith("dead-periodic-task|a periodic task does not run any more: it has thrown "
                                        + "java.lang.IllegalStateException: no stock|false|dev.whence.agent.attached."
                                        + "RecordedFindings.lambda$find$")
                                .contains("at dev.whence.Async.scheduleAtFixedRate(", "|Catch what a run may throw"));
    }
}
