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
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the agent finds in programs with mistakes, and that it finds nothing without them. */
@Tag("surroundings")
@ParameterizedClass
@MethodSource("jdks")
class FindingsIT {
    private static final Set<String> STARVED =
            Set.of("submit", "join", "chain", "all", "invokeAll", "pools", "forks", "bounded");

    private final Jdk jdk;

    @TempDir
    private Path folder;

    FindingsIT(Jdk jdk) {
        this.jdk = jdk;
    }

    static Collection<Jdk> jdks() {
        return Jdks.toTest();
    }

    private final class Running extends FindingsOf {
        Running(Class<?> program, String option, List<String> parts) throws IOException {
            super(jdk, folder, JavaProcess.bareClassPath(), program, option, parts);
        }
    }

    private boolean hasVirtualThreads() {
        return jdk.feature() >= 21;
    }

    @DisplayName("pools that starve and threads that wait for each other; not those that only wait, or are repaired")
    @Test
    void standstills() throws Exception {
        List<String> stuck = new ArrayList<>(STARVED);
        List<String> circles = new ArrayList<>(List.of("futures", "itself", "monitor", "map"));
        circles.add(hasVirtualThreads() ? "virtualLock" : "lock");
        if (hasVirtualThreads()) {
            stuck.add("virtual");
        }
        Set<String> expected = new TreeSet<>();
        stuck.forEach(way -> expected.add("pool-starvation " + way));
        circles.forEach(way -> expected.add("wait-cycle " + way));
        stuck.addAll(circles);
        List<String> ways = new ArrayList<>(List.of("any", "either", "timed", "limited", "callback"));
        stuck.forEach(way -> ways.add("repaired:" + way));
        ways.addAll(stuck);
        try (Running program = new Running(StuckProgram.class, "findings=pool-starvation,wait-cycle", ways)) {
            assertThat(program.told(expected)).isEqualTo(expected);
        }
    }

    @DisplayName("what is told: what waits for what, the line, the hops, the operation, the remedy; the same in a dump")
    @Test
    void text() throws Exception {
        try (Running program =
                new Running(StuckProgram.class, "findings=pool-starvation", List.of("itself", "submit"))) {
            assertThat(program.told(Set.of("pool-starvation submit"))).containsExactly("pool-starvation submit");
            assertThat(program.err())
                    .content()
                    .contains("all 2 threads of the pool pool wait for work that is queued")
                    .containsPattern("the thread pool-1 waits in FutureTask.get at .*StuckProgram.lambda.*")
                    .containsPattern("for submit, which is queued in pool at .*StuckProgram.lambda.*")
                    .containsPattern("at dev.whence.Async.submit.*\\R\tat .*StuckProgram.outer")
                    .contains("What to do: ");
            JavaProcess.Result dump = JavaProcess.java(jdk)
                    .arguments("-jar", JavaProcess.agentJar().toString(), "dump", program.process.pid() + "")
                    .run();
            assertThat(dump.out())
                    .contains("WHAT IS WRONG", "pool-starvation: all 2 threads of the pool pool")
                    .containsPattern("began [\\d.]+m?s ago.*, operation submit");
        }
    }

    @DisplayName("the program's own logger tells, if it has one")
    @Test
    void logger() throws Exception {
        try (Running program = new Running(StuckProgram.class, "findings=default", List.of("logger", "itself"))) {
            assertThat(program.told(Set.of("wait-cycle itself"))).hasSize(1);
            assertThat(program.err()).content().contains("WARNING: wait-cycle").doesNotContain("whence:");
        }
    }

    @DisplayName("periodic tasks that have thrown; not those that were ended, or whose exception somebody gets")
    @Test
    void periodicTasks() throws Exception {
        List<String> tasks = new ArrayList<>(
                List.of("caught", "awaited", "cancelled", "shutDown", "oneShot", "once", "rate", "delay", "timer"));
        if (jdk.feature() >= 25) {
            tasks.add("forkJoin");
        }
        tasks.add("last");
        try (Running program = new Running(DyingProgram.class, "findings=dead-periodic-task", tasks)) {
            assertThat(program.told("DyingProgram.last"))
                    .as(Files.readString(program.err()))
                    .hasSize(jdk.feature() >= 25 ? 5 : 4)
                    .allMatch(told -> told.contains("java.lang.IllegalStateException: no stock"))
                    .anyMatch(told -> told.contains("Async.scheduleAtFixedRate") && told.contains("DyingProgram.rate"))
                    .anyMatch(told -> told.contains("Async.scheduleWithFixedDelay"))
                    .anyMatch(told -> told.contains("a task has ended its timer"));
        }
    }

    @DisplayName("work that runs on after its future was cancelled or has timed out; not if that was intended")
    @Test
    void unwanted() throws Exception {
        Set<String> expected = new TreeSet<>();
        List<String> work = new ArrayList<>(List.of("letRun", "completed", "failed", "wanted", "obedient"));
        for (String one : List.of("limited", "cancelled", "interrupted")) {
            work.add(one);
            expected.add("still-running " + one);
        }
        try (Running program = new Running(UnwantedProgram.class, "findings=default", work)) {
            assertThat(program.told(expected)).isEqualTo(expected);
            assertThat(program.err()).content().contains("has timed out", "was cancelled", "UnwantedProgram.runOn");
        }
    }

    @DisplayName("failures that nobody has looked at, those that programs ignore on purpose, and those that are known")
    @Test
    void failures() throws Exception {
        List<String> lost = List.of("stage", "chain", "composed", "all", "submit", "polled");
        List<String> ignored = List.of(
                "anyOf",
                "either",
                "eitherDone",
                "secondOfAll",
                "secondOfBoth",
                "secondBefore",
                "secondOfDone",
                "unused",
                "timedOut",
                "late",
                "lateAgain",
                "invokeAll",
                "invokeAny",
                "notTaken",
                "stageGivenUp",
                "givenUp",
                "message",
                "messageOfTask",
                "interrupted");
        List<String> known = List.of(
                "joined",
                "got",
                "handled",
                "received",
                "exceptionally",
                "printed",
                "cause",
                "passedOn",
                "asked",
                "text",
                "cancelled",
                "stopped",
                "lateButCancelled",
                "failed");
        Set<String> expected = new TreeSet<>();
        lost.forEach(way -> expected.add("unobserved-failure " + way));
        ignored.forEach(way -> expected.add("ignored-failure " + way));
        List<String> ways = new ArrayList<>(known);
        ways.addAll(ignored);
        ways.addAll(lost);
        try (Running program = new Running(LosingProgram.class, "findings=all", ways)) {
            Awaitility.await().atMost(3, TimeUnit.MINUTES).until(() -> failures(program)
                    .containsAll(expected));
            assertThat(failures(program)).isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .contains("at dev.whence.agent.attached.LosingProgram.fail")
                    .contains("the result of another future counted", "only its exception was passed on")
                    .contains("has given up", "that invokeAll has returned", "the work was interrupted")
                    .contains(
                            "the future was complete already",
                            "only its message was read",
                            "nobody has used the future");
        }
    }

    @DisplayName("futures that were dropped before they were complete; not if nobody needs them any more")
    @Test
    void abandoned() throws Exception {
        List<String> ways = new ArrayList<>(List.of("completed", "failed", "cancelled", "kept", "alone", "anyOf"));
        ways.addAll(List.of("dependentCancelled", "dependentCompleted", "limited", "limitedBefore", "otherwise"));
        ways.addAll(List.of("either", "givenUp"));
        Set<String> expected = new TreeSet<>(Set.of("abandoned last"));
        for (String way : List.of("callback", "composed", "all", "awaited", "discarded", "dropped")) {
            ways.add(way);
            expected.add("abandoned " + way);
        }
        try (Running program = new Running(AbandoningProgram.class, "findings=abandoned", ways)) {
            assertThat(program.told(expected))
                    .as(Files.readString(program.err()))
                    .isEqualTo(expected);
            assertThat(program.err())
                    .content()
                    .containsPattern("abandoned: a future was dropped before it was complete, and nobody can complete "
                            + "it any more\\R.*operation callback\\R  one future depends on it, and never completes:"
                            + " thenApply at .*AbandoningProgram.begin.*\\R\tat dev.whence.Async.thenApply");
        }
    }

    private static Set<String> failures(Running program) throws IOException {
        Set<String> failures = new TreeSet<>();
        Pattern.compile("(?m)^whence: ([a-z-]+): .*IllegalStateException: (\\w+)$")
                .matcher(Files.readString(program.err()))
                .results()
                .forEach(found -> failures.add(found.group(1) + " " + found.group(2)));
        return failures;
    }
}
