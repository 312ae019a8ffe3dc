package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.apart;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The first record of a task tells where and when its hop was made, and when it began. */
@SuppressWarnings("FutureReturnValueIgnored")
class TaskRecordBehaviour {
    private static final String HERE = "dev.whence.agent.attached.TaskRecordBehaviour.";
    private static final Duration ROUNDING = Duration.ofNanos(2_000);

    @AutoClose
    private final Pools pools = new Pools();

    private final Gate ended = new Gate();
    private Path file;
    private CausalLog log;

    @BeforeEach
    void beginLog(@TempDir Path folder) {
        file = folder.resolve("log.json");
        log = new CausalLog(file);
        // The clock is read for hops only when there is a log.
        log.write(0);
    }

    /** Hands a task on, at a line of its own. */
    private record Kind(String name, Submission submission) {
        interface Submission {
            void submit(ScheduledExecutorService pool, Runnable task);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** Each of the functions has a class of its own, so that the stack is read for it. */
    static Stream<Kind> kinds() {
        return Stream.of(
                new Kind("execute", (pool, task) -> pool.execute(() -> task.run())),
                new Kind("submit", (pool, task) -> pool.submit(() -> task.run())),
                new Kind("schedule", (pool, task) -> pool.schedule(() -> task.run(), 0, TimeUnit.SECONDS)),
                new Kind("runAsync", (pool, task) -> CompletableFuture.runAsync(() -> task.run(), pool)),
                new Kind("thenRunAsync", (pool, task) -> CompletableFuture.completedFuture("")
                        .thenRunAsync(() -> task.run(), pool)));
    }

    /** The pool of one thread is held, so that the task waits for a time that is known. */
    @DisplayName("the site of the hop, and the time in the queue")
    @ParameterizedTest
    @MethodSource("kinds")
    void queueTime(Kind kind) throws Exception {
        ScheduledExecutorService pool = pools.scheduled();
        Gate gate = new Gate();
        Gate held = new Gate();
        pool.execute(() -> {
            held.open();
            gate.pass();
        });
        held.pass();
        long[] nanos = new long[2];
        apart("A", () -> {
            kind.submission.submit(pool, this::logTwice);
            nanos[0] = System.nanoTime();
        });
        nanos[1] = System.nanoTime();
        gate.open();
        ended.pass();
        List<String> records = records();
        assertThat(records.get(1)).contains("\"site\":\"" + HERE + "lambda$kinds$");
        Instant submitted = time("submitted", records.get(1));
        Instant begun = time("begun", records.get(1));
        assertThat(Duration.between(submitted, begun))
                .isGreaterThan(Duration.ofNanos(nanos[1] - nanos[0]).minus(ROUNDING));
        assertThat(begun).isBeforeOrEqualTo(time("timestamp", records.get(1)));
        assertThat(records.get(1)).doesNotContain("site_approximate");
        assertThat(submitted).isAfterOrEqualTo(time("timestamp", records.get(0)).minusMillis(100));
    }

    @DisplayName("the next record of the task has neither")
    @Test
    void secondRecord() throws Exception {
        apart("A", () -> pools.single().execute(this::logTwice));
        ended.pass();
        List<String> records = records();
        assertThat(records.get(1)).contains("\"site\"");
        assertThat(records.get(2)).contains("\"n\":2").doesNotContain("site", "submitted", "begun");
    }

    @DisplayName("a fork/join task has its times too")
    @Test
    void forkJoin() throws Exception {
        ForkJoinPool pool = pools.forkJoin();
        apart("A", () -> pool.execute(new Logging()));
        ended.pass();
        String record = records().get(1);
        assertThat(record).contains("\"site\":\"" + HERE + "lambda$forkJoin$");
        assertThat(time("begun", record)).isAfterOrEqualTo(time("submitted", record));
    }

    private final class Logging extends RecursiveAction {
        private static final long serialVersionUID = 1;

        @Override
        protected void compute() {
            logTwice();
        }
    }

    @DisplayName("a thread has the time of its start")
    @Test
    void thread() throws Exception {
        apart("A", () -> new Thread(this::logTwice).start());
        ended.pass();
        String record = records().get(1);
        assertThat(record).contains("\"site\":\"" + HERE + "lambda$thread$").doesNotContain("begun");
        assertThat(time("submitted", record)).isBeforeOrEqualTo(time("timestamp", record));
    }

    private void logTwice() {
        log.write(1);
        log.write(2);
        ended.open();
    }

    /** Ends the log; its lines without the header. */
    private List<String> records() throws Exception {
        log.end();
        List<String> lines = Files.readAllLines(file);
        return lines.subList(1, lines.size());
    }

    private static Instant time(String name, String record) {
        Matcher field = Pattern.compile("\"" + name + "\":\"([^\"]+)\"").matcher(record);
        assertThat(field.find()).as("%s in %s", name, record).isTrue();
        return Instant.parse(field.group(1));
    }
}
