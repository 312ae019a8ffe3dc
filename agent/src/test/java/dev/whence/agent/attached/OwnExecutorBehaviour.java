package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.LogicalStack;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** 58: executors that an application implements itself run each task in the correlation of its submitter. */
@SuppressWarnings("FutureReturnValueIgnored")
class OwnExecutorBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("58, 59: a task submitted under A, one under C and one under none")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void submitted(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        in("A", () -> executor.execute(seen::here));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> executor.execute(new Submission.Named(seen)));
        assertThat(seen.next()).isEqualTo("C");
        in("", () -> executor.execute(seen::here));
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("58, 59: tasks of A, C and none that wait side by side, submitted by tasks of the same executor")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void interleaved(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        Seen pairs = new Seen();
        List<String> expected = new ArrayList<>();
        Gate gate = new Gate();
        executor.execute(gate::pass);
        for (int i = 0; i < 30; i++) {
            String id = List.of("A", "C", "").get(i % 3);
            in(
                    id,
                    () -> executor.execute(() ->
                            executor.execute(() -> pairs.note("submitted in '" + id + "', run in '" + id() + "'"))));
            expected.add("submitted in '" + id + "', run in '" + id + "'");
        }
        gate.open();
        assertThat(pairs.next(30)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** A runnable of the program's own kind. */
    private interface Job extends Runnable {}

    @NoAgentNeeded
    @DisplayName("an executor may refer to the run of its own kind of runnable")
    @Test
    void referenceToRunOfSubtype() {
        @SuppressWarnings("UnnecessaryMethodReference")
        class Jobs implements Executor {
            @Override
            public void execute(Runnable task) {
                Job job = (Job) task;
                Runnable run = job::run;
                run.run();
            }
        }
        Job job = seen::here;
        new Jobs().execute(job);
        assertThat(seen.next()).isEmpty();
    }

    @DisplayName("58: a FutureTask that is made under A and executed under C runs in C")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void futureTask(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        FutureTask<String> task = in("A", () -> new FutureTask<>(seen::here));
        in("C", () -> executor.execute(task));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("4: a continuation runs in its registrar's, whoever completes its source and so submits it")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void continuation(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        CompletableFuture<String> future = new CompletableFuture<>();
        in("A", () -> future.thenRunAsync(seen::here, executor));
        elsewhere("B", () -> future.complete("done"));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName(
            "34: the same instance that waits under A and C runs in none, also where the worker was started under A")
    @NoAgentNeeded
    @Test
    void sameInstanceThatCannotBeToldApart() {
        Gate gate = new Gate();
        Executor executor = new OwnPool(gate);
        Runnable task = seen::here;
        in("A", () -> executor.execute(task));
        in("C", () -> executor.execute(task));
        gate.open();
        assertThat(seen.next(2)).containsExactly("", "");
    }

    @DisplayName("34: the same instance again and again, one after another")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void sameInstanceAgain(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        Runnable task = seen::here;
        for (int i = 0; i < 20; i++) {
            String id = i % 2 == 0 ? "A" : "C";
            in(id, () -> executor.execute(task));
            assertThat(seen.next()).isEqualTo(id);
        }
    }

    static Stream<Arguments> others() {
        return Stream.of(
                other("execute of a pool", Pools::single),
                other("submit of a pool", pools -> pools.single()::submit),
                other("schedule of a pool", pools -> schedule(pools.scheduled())),
                other("execute of a fork/join pool", Pools::forkJoin),
                other("a thread", pools -> OwnExecutors::started));
    }

    private static Arguments other(String name, OwnExecutors.Maker maker) {
        return argumentSet(name, maker);
    }

    private static Executor schedule(ScheduledExecutorService pool) {
        return task -> pool.schedule(task, 1, TimeUnit.MILLISECONDS);
    }

    @DisplayName("34: the same instance, which an executor leaves to the JDK, and then runs itself")
    @ParameterizedTest
    @MethodSource("others")
    void sameInstanceHandedOn(OwnExecutors.Maker other) {
        Executor executor = new OwnExecutors.CallerRunsWhenFull(2, other.make(pools));
        Runnable task = seen::here;
        for (String id : List.of("A", "B", "C", "", "A")) {
            in(id, () -> executor.execute(task));
            assertThat(seen.next()).isEqualTo(id);
        }
    }

    private static final int THREADS = 4;
    private static final int RUNS = 20_000;

    @DisplayName("34: the same instance submitted by four threads 20 000 times each never runs in a wrong correlation")
    @NoAgentNeeded
    @Test
    void sameInstanceUnderStress() throws Exception {
        Map<String, LongAdder> runs = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(THREADS * RUNS);
        Runnable task = () -> {
            runs.computeIfAbsent(id(), id -> new LongAdder()).increment();
            left.countDown();
        };
        Executor executor = new OwnPool();
        for (int i = 0; i < THREADS; i++) {
            in(
                    "S" + i,
                    () -> OwnExecutors.started(() -> {
                        for (int n = 0; n < RUNS; n++) {
                            executor.execute(task);
                        }
                    }));
        }
        assertThat(left.await(50, TimeUnit.SECONDS)).as("all tasks ran").isTrue();
        assertThat(runs.keySet()).isSubsetOf("", "S0", "S1", "S2", "S3");
        runs.remove("");
        assertThat(runs.values()).allMatch(count -> count.sum() <= RUNS);
    }

    @DisplayName("34: tasks submitted by four threads 20 000 times each run in their submitters'")
    @Test
    void stress() throws Exception {
        Map<String, LongAdder> runs = new ConcurrentHashMap<>();
        CountDownLatch left = new CountDownLatch(THREADS * RUNS);
        Executor executor = new OwnPool();
        for (int i = 0; i < THREADS; i++) {
            String submitter = "S" + i;
            in(
                    submitter,
                    () -> OwnExecutors.started(() -> {
                        for (int n = 0; n < RUNS; n++) {
                            executor.execute(() -> {
                                runs.computeIfAbsent(submitter + " in " + id(), key -> new LongAdder())
                                        .increment();
                                left.countDown();
                            });
                        }
                    }));
        }
        assertThat(left.await(50, TimeUnit.SECONDS)).as("all tasks ran").isTrue();
        assertThat(runs.keySet()).containsExactlyInAnyOrder("S0 in S0", "S1 in S1", "S2 in S2", "S3 in S3");
    }

    /** The thread that comes first runs what others bring meanwhile. */
    private static final class CallerDrains implements Executor {
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean isDraining;

        @Override
        public void execute(Runnable task) {
            synchronized (this) {
                tasks.add(task);
                if (isDraining) {
                    return;
                }
                isDraining = true;
            }
            for (Runnable next = next(); next != null; next = next()) {
                next.run();
            }
        }

        private synchronized Runnable next() {
            isDraining = !tasks.isEmpty();
            return tasks.poll();
        }
    }

    @DisplayName("57: a caller that runs the tasks of others does so in theirs, and is in its own again")
    @Test
    void callerDrains() {
        Executor executor = new CallerDrains();
        Gate started = new Gate();
        Gate gate = new Gate();
        in(
                "A",
                () -> OwnExecutors.started(() -> {
                    executor.execute(() -> {
                        started.open();
                        gate.pass();
                        executor.execute(seen::here);
                    });
                    seen.here();
                }));
        started.pass();
        in("C", () -> executor.execute(seen::here));
        in("", () -> executor.execute(seen::here));
        gate.open();
        assertThat(seen.next(4)).containsExactly("C", "", "A", "A");
    }

    @DisplayName("57: a task that submits itself under C to an executor that its caller drains runs in C")
    @Test
    void submitsItself() {
        Executor executor = new CallerDrains();
        Runnable[] task = {null};
        boolean[] again = {true};
        task[0] = () -> {
            seen.here();
            if (again[0]) {
                again[0] = false;
                in("C", () -> executor.execute(task[0]));
            }
        };
        in("A", () -> executor.execute(task[0]));
        assertThat(seen.soFar()).containsExactly("A", "C");
    }

    private static final class Direct implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    @DisplayName("57: a task that is run at once nests, and makes no hop")
    @NoAgentNeeded
    @Test
    void direct() {
        Executor executor = new Direct();
        Seen stacks = new Seen(() -> frames(LogicalStack.current().frames().toArray(StackTraceElement[]::new))
                .toString());
        in("A", () -> {
            executor.execute(() -> {
                seen.here();
                in("B", () -> executor.execute(seen::here));
                seen.here();
            });
            seen.here();
            executor.execute(stacks::here);
        });
        assertThat(seen.soFar()).containsExactly("A", "B", "A", "A");
        assertThat(stacks.next())
                .containsSubsequence("Direct.execute", "OwnExecutorBehaviour.direct")
                .doesNotContain("Async.");
    }

    /** Takes so many tasks, and no more. */
    private static final class Full implements Executor {
        private final Executor executor;
        private int room;

        Full(int room, Executor executor) {
            this.room = room;
            this.executor = executor;
        }

        @Override
        public void execute(Runnable task) {
            if (room-- > 0) {
                executor.execute(task);
            } else {
                throw new RejectedExecutionException("full");
            }
        }
    }

    @DisplayName("49: a rejected task leaves nothing behind")
    @Test
    void rejected() {
        Runnable task = seen::here;
        Executor full = new Full(0, pools.single());
        assertThatThrownBy(() -> in("A", () -> full.execute(task)))
                .isExactlyInstanceOf(RejectedExecutionException.class)
                .hasMessage("full");
        in("C", () -> new OwnPool().execute(task));
        assertThat(seen.next()).isEqualTo("C");
    }

    /** Where the first has no room, the second gets the task. */
    private record Fallback(Executor first, Executor second) implements Executor {
        @Override
        public void execute(Runnable task) {
            try {
                first.execute(task);
            } catch (RejectedExecutionException e) {
                second.execute(task);
            }
        }
    }

    @DisplayName("41: a task that a pool has rejected and another executor then takes")
    @Test
    void fallback() {
        Gate gate = new Gate();
        ExecutorService pool = new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new SynchronousQueue<>());
        pool.execute(gate::pass);
        Executor own = new OwnPool();
        in("B", () -> own.execute(seen::here));
        assertThat(seen.next()).isEqualTo("B");
        in("A", () -> new Fallback(pool, own).execute(seen::here));
        assertThat(seen.next()).isEqualTo("A");
        gate.open();
        pool.shutdown();
    }

    @DisplayName("41: a task that a pool has rejected and its submitter then runs")
    @NoAgentNeeded
    @Test
    void fallbackToCaller() {
        Executor executor = new Fallback(new Full(0, pools.single()), new Direct());
        in("A", () -> executor.execute(seen::here));
        assertThat(seen.soFar()).containsExactly("A");
    }

    @DisplayName("38 to 40: a queue has the very task, and its very class")
    @NoAgentNeeded
    @Test
    void identity() {
        Gate gate = new Gate();
        OwnPool executor = new OwnPool(gate);
        Runnable task = new Submission.Named(seen);
        in("A", () -> executor.execute(task));
        assertThat(executor.queue).hasSize(1).allMatch(queued -> queued == task);
        gate.open();
    }

    @DisplayName("47: an exception is the same, and so is who is told of it")
    @NoAgentNeeded
    @Test
    void exception() {
        IllegalStateException failure = new IllegalStateException("on purpose");
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        Executor executor = new OwnPool();
        executor.execute(() -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> failures.add(e));
            throw failure;
        });
        await().untilAsserted(() -> assertThat(failures).hasSize(1).allMatch(thrown -> thrown == failure));
    }

    @DisplayName("48: null is an error of the executor, if it is one")
    @NoAgentNeeded
    @Test
    void nullTask() {
        assertThatThrownBy(() -> new OwnPool().execute(null)).isExactlyInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> new Direct().execute(null)).isExactlyInstanceOf(NullPointerException.class);
    }

    @DisplayName("60: a task that is thrown away is not held")
    @NoAgentNeeded
    @Test
    void discarded() {
        Executor discarding = new Executor() {
            @Override
            public void execute(Runnable task) {}
        };
        WeakReference<Runnable> task = in("A", () -> discarded(discarding));
        await().atMost(SECONDS, TimeUnit.SECONDS).until(() -> {
            System.gc();
            return task.refersTo(null);
        });
    }

    private static WeakReference<Runnable> discarded(Executor discarding) {
        Runnable task = new Submission.Named(new Seen());
        discarding.execute(task);
        return new WeakReference<>(task);
    }

    @DisplayName("70: a task that submits itself without end does not keep its correlation for ever")
    @FullStacksNeeded
    @Test
    void selfSubmitting() {
        Executor executor = new OwnPool();
        Runnable[] task = {null};
        int[] left = {200};
        task[0] = () -> {
            seen.here();
            if (--left[0] > 0) {
                executor.execute(task[0]);
            }
        };
        in("A", () -> executor.execute(task[0]));
        List<String> ids = seen.next(200);
        assertThat(ids).startsWith("A", "A", "A").endsWith("", "", "");
    }

    @DisplayName("one boundary for a hop through any number of executors, made by the program's own call")
    @FullStacksNeeded
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#all")
    void logicalStack(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        BlockingQueue<List<String>> stacks = new LinkedBlockingQueue<>();
        submit(executor, () -> stacks.add(frames(LogicalStack.current().frames().toArray(StackTraceElement[]::new))));
        await().until(() -> !stacks.isEmpty());
        List<String> stack = stacks.remove();
        assertThat(stack).containsSubsequence("OwnExecutorBehaviour.submit", "OwnExecutorBehaviour.logicalStack");
        assertThat(stack.stream().filter(frame -> frame.startsWith("Async.") && !frame.equals("Async.more")))
                .hasSize(1);
        assertThat(stack.get(0)).startsWith("OwnExecutorBehaviour.lambda");
    }

    @DisplayName("an exception that leaves a task is stitched")
    @FullStacksNeeded
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.OwnExecutors#queueing")
    void stitched(OwnExecutors maker) {
        Executor executor = maker.make(pools);
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        submit(executor, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> failures.add(e));
            throw new IllegalStateException("on purpose");
        });
        await().until(() -> !failures.isEmpty());
        assertThat(frames(failures.remove().getStackTrace()))
                .containsSubsequence("Async.execute", "OwnExecutorBehaviour.submit", "OwnExecutorBehaviour.stitched");
    }

    private static void submit(Executor executor, Runnable task) {
        executor.execute(task);
    }

    private static List<String> frames(StackTraceElement[] trace) {
        return Arrays.stream(trace)
                .map(frame -> frame.getClassName().replaceAll(".*[.$]", "") + "." + frame.getMethodName())
                .toList();
    }

    /** A service whose futures are its own. */
    private static final class OwnService extends AbstractExecutorService {
        private final Executor executor = new OwnPool();

        @Override
        public void execute(Runnable task) {
            executor.execute(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return true;
        }

        @Override
        public boolean isTerminated() {
            return true;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    @DisplayName("58: every way to submit to a service of the application whose thread was started under A")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#all")
    void service(Submission submission) throws Exception {
        OwnService service = new OwnService();
        in("A", () -> submission.submit(service, seen));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> submission.submit(service, seen));
        assertThat(seen.next()).isEqualTo("C");
        in("", () -> submission.submit(service, seen));
        assertThat(seen.next()).isEmpty();
    }
}
