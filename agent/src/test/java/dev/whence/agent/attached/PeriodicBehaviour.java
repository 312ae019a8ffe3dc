package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.freshId;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.whence.agent.attached.CausalLog.Line;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each run of a periodic task is an operation of its own. */
@SuppressWarnings("FutureReturnValueIgnored")
class PeriodicBehaviour {
    private static final int RUNS = 3;
    private static final int MANY_RUNS = 5_000;

    private final Seen seen = new Seen(Vocabulary::freshId);

    @AutoClose
    private final Pools pools = new Pools();

    @DisplayName("67-69: each run has a fresh id, not the scheduler's")
    @ParameterizedTest
    @MethodSource("schedules")
    void scheduledUnderA(Schedule schedule) {
        List<String> ids = idsOfRuns("A", schedule);
        assertThat(ids).doesNotContain("A", "").doesNotHaveDuplicates();
    }

    @DisplayName("67-69: each run has a fresh id, also if the scheduler has none")
    @ParameterizedTest
    @MethodSource("schedules")
    void scheduledUnderNone(Schedule schedule) {
        List<String> ids = idsOfRuns("", schedule);
        assertThat(ids).doesNotContain("").doesNotHaveDuplicates();
    }

    private List<String> idsOfRuns(String scheduler, Schedule schedule) {
        try (Schedule.Running ignored = in(scheduler, () -> schedule.start(seen::here))) {
            return seen.next(RUNS);
        }
    }

    @DisplayName("within a run the id stays the same, over hops, too")
    @ParameterizedTest
    @MethodSource("schedules")
    void idWithinARun(Schedule schedule) {
        ExecutorService pool = pools.single();
        Runnable run = () -> {
            String id = freshId();
            pool.execute(() -> seen.note(id + " then " + freshId()));
        };
        try (Schedule.Running ignored = in("A", () -> schedule.start(run))) {
            assertThat(seen.next(RUNS)).allMatch(note -> note.matches("(\\w+) then \\1"));
        }
    }

    @NoAgentNeeded
    @DisplayName("a run inherits no entries")
    @ParameterizedTest
    @MethodSource("schedules")
    void entries(Schedule schedule) {
        Runnable run = () -> seen.note("" + Correlation.current().entries());
        try (Scope ignored = Correlation.of("A").with("user", "u1").open();
                Schedule.Running alsoIgnored = schedule.start(run)) {
            assertThat(seen.next(RUNS)).containsOnly("{}");
        }
    }

    @DisplayName("each run comes after the one before")
    @ParameterizedTest
    @MethodSource("schedules")
    void order(Schedule schedule, @TempDir Path folder) throws Exception {
        CausalLog log = new CausalLog(folder.resolve("log.json"));
        AtomicInteger runs = new AtomicInteger();
        log.write(runs.getAndIncrement());
        Runnable run = () -> {
            if (runs.get() <= RUNS) {
                log.write(runs.getAndIncrement());
                seen.here();
            }
        };
        try (Schedule.Running ignored = in("A", () -> schedule.start(run))) {
            seen.next(RUNS);
        }
        List<Line> lines = log.endByEvent();
        assertThat(lines.get(1).via(lines.get(0).id())).isEqualTo("fork");
        for (int i = 2; i <= RUNS; i++) {
            assertThat(lines.get(i).after()).containsExactly(lines.get(i - 1).id());
            assertThat(lines.get(i).via()).containsExactly("repeat");
        }
    }

    @DisplayName("each run of a fork/join pool comes after the one before, even if another worker begins it at once")
    @Test
    void orderOfRunsThatAreDue(@TempDir Path folder) throws Exception {
        // Before there is a log, which an aborted test would leave open.
        ScheduledExecutorService pool = scheduledForkJoin();
        CausalLog log = new CausalLog(folder.resolve("log.json"));
        AtomicInteger runs = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(MANY_RUNS);
        Runnable run = () -> {
            if (runs.get() < MANY_RUNS) {
                log.write(runs.getAndIncrement());
                enough.countDown();
            }
        };
        // The time of each run has passed when the one before ends.
        pool.scheduleAtFixedRate(run, 1, 1, NANOSECONDS);
        assertThat(enough.await(20, SECONDS)).isTrue();
        pool.shutdownNow();
        List<Line> lines = log.endByEvent();
        for (int i = 1; i < MANY_RUNS; i++) {
            assertThat(lines.get(i).after()).containsExactly(lines.get(i - 1).id());
        }
    }

    /** A way to run something again and again. */
    private record Schedule(String name, Starter starter) {
        interface Starter {
            Running start(Runnable body);
        }

        interface Running extends AutoCloseable {
            @Override
            void close();
        }

        Running start(Runnable body) {
            return starter.start(body);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Schedule> schedules() {
        return Stream.concat(
                everywhere(),
                ScheduledExecutorService.class.isAssignableFrom(ForkJoinPool.class) ? since25() : Stream.of());
    }

    private static Stream<Schedule> since25() {
        return Stream.of(
                new Schedule("fork/join, fixed rate", body -> {
                    ScheduledExecutorService pool = scheduledForkJoin();
                    pool.scheduleAtFixedRate(body, 1, 1, MILLISECONDS);
                    return pool::shutdownNow;
                }),
                new Schedule("fork/join, fixed delay", body -> {
                    ScheduledExecutorService pool = scheduledForkJoin();
                    pool.scheduleWithFixedDelay(body, 1, 1, MILLISECONDS);
                    return pool::shutdownNow;
                }));
    }

    private static Stream<Schedule> everywhere() {
        return Stream.of(
                new Schedule("pool, fixed rate", body -> {
                    ScheduledExecutorService pool = new ScheduledThreadPoolExecutor(1);
                    pool.scheduleAtFixedRate(body, 1, 1, MILLISECONDS);
                    return pool::shutdownNow;
                }),
                new Schedule("pool, fixed delay", body -> {
                    ScheduledExecutorService pool = new ScheduledThreadPoolExecutor(1);
                    pool.scheduleWithFixedDelay(body, 1, 1, MILLISECONDS);
                    return pool::shutdownNow;
                }),
                new Schedule("timer, fixed rate", body -> {
                    Timer timer = new Timer(true);
                    timer.scheduleAtFixedRate(timerTask(body), 1, 1);
                    return timer::cancel;
                }),
                new Schedule("timer, fixed delay", body -> {
                    Timer timer = new Timer(true);
                    timer.schedule(timerTask(body), 1, 1);
                    return timer::cancel;
                }),
                new Schedule("Netty, fixed rate", body -> {
                    ScheduledExecutorService pool = new DefaultEventExecutor();
                    pool.scheduleAtFixedRate(body, 1, 1, MILLISECONDS);
                    return pool::shutdownNow;
                }));
    }

    private static TimerTask timerTask(Runnable body) {
        return new TimerTask() {
            @Override
            public void run() {
                body.run();
            }
        };
    }

    private static ScheduledExecutorService scheduledForkJoin() {
        ExecutorService pool = new ForkJoinPool(2);
        assumeTrue(pool instanceof ScheduledExecutorService, "A ForkJoinPool can schedule from JDK 25 on");
        return (ScheduledExecutorService) pool;
    }

    @NoAgentNeeded
    @DisplayName("72: a run that fails is the last one")
    @Test
    void failingRun() {
        ScheduledExecutorService pool = pools.scheduled();
        Future<?> future = in("A", () -> pool.scheduleAtFixedRate(() -> failAfter(2), 1, 1, MILLISECONDS));
        seen.next(2);
        assertThat(future).failsWithin(Duration.ofSeconds(10));
        assertThat(seen.soFar()).hasSize(2);
    }

    private void failAfter(int runs) {
        seen.note("run");
        if (seen.soFar().size() == runs) {
            throw new CancellationException("enough");
        }
    }
}
