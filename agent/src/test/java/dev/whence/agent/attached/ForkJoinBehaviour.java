package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static dev.whence.agent.attached.Vocabulary.meet;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.condition.JRE.JAVA_25;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CountedCompleter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A fork/join task runs in the correlation of whoever forked or submitted it. */
@SuppressWarnings("FutureReturnValueIgnored")
class ForkJoinBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("73, 76: every way to submit a ForkJoinTask")
    @ParameterizedTest
    @MethodSource("submissions")
    void submit(Submission submission) {
        ForkJoinPool pool = pools.forkJoin();
        in("A", () -> submission.submit(pool, ForkJoinTask.adapt((Runnable) seen::here)));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("74: made under A, submitted under C, runs in C")
    @ParameterizedTest
    @MethodSource("submissions")
    void submissionBeatsConstruction(Submission submission) {
        ForkJoinPool pool = pools.forkJoin();
        ForkJoinTask<?> task = in("A", () -> ForkJoinTask.adapt((Runnable) seen::here));
        in("C", () -> submission.submit(pool, task));
        assertThat(seen.next()).isEqualTo("C");
    }

    private interface Submission {
        void submit(ForkJoinPool pool, ForkJoinTask<?> task);
    }

    static Stream<Arguments> submissions() {
        return Stream.of(
                submission("execute", (pool, task) -> pool.execute(task)),
                submission("submit", (pool, task) -> pool.submit(task)),
                submission("invoke", (pool, task) -> pool.invoke(task)),
                submission(
                        "fork",
                        (pool, task) -> pool.execute(new RecursiveAction() {
                            private static final long serialVersionUID = 1;

                            @Override
                            protected void compute() {
                                task.fork();
                            }
                        })));
    }

    private static Arguments submission(String name, Submission submission) {
        return argumentSet(name, submission);
    }

    @DisplayName("73: forked children, stolen or not, have their parent's")
    @RepeatedTest(3)
    void recursion() throws Exception {
        in("A", () -> pools.forkJoin().submit(new Sum(seen, 64)));
        assertThat(seen.next(64)).containsOnly("A");
    }

    private static final class Sum extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;
        private final transient Seen seen;
        private final int size;

        Sum(Seen seen, int size) {
            this.seen = seen;
            this.size = size;
        }

        @Override
        protected Integer compute() {
            if (size == 1) {
                seen.here();
                return 1;
            }
            Sum left = new Sum(seen, size / 2);
            left.fork();
            int right = new Sum(seen, size - size / 2).compute();
            return right + left.join();
        }
    }

    @DisplayName("76: a task that is reinitialised and submitted again has the new submitter's")
    @Test
    void reinitialised() throws Exception {
        ForkJoinPool pool = pools.forkJoin();
        ForkJoinTask<?> task = ForkJoinTask.adapt((Runnable) seen::here);
        in("A", () -> pool.submit(task).get(SECONDS, TimeUnit.SECONDS));
        task.reinitialize();
        in("C", () -> pool.submit(task).get(SECONDS, TimeUnit.SECONDS));
        assertThat(seen.next(2)).containsExactly("A", "C");
    }

    @DisplayName("76: tasks made of runnables and callables")
    @ParameterizedTest
    @MethodSource
    void adapted(Function<Seen, ForkJoinTask<?>> maker) {
        ForkJoinTask<?> task = in("B", () -> maker.apply(seen));
        in("A", () -> pools.forkJoin().submit(task));
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<Arguments> adapted() {
        return Stream.of(
                adapted("runnable", seen -> ForkJoinTask.adapt((Runnable) seen::here)),
                adapted("runnable and result", seen -> ForkJoinTask.adapt(seen::here, "result")),
                adapted("callable", seen -> ForkJoinTask.adapt((Callable<String>) seen::here)),
                adapted("interruptible callable", seen -> interruptible(seen::here)));
    }

    private static Arguments adapted(String name, Function<Seen, ForkJoinTask<?>> maker) {
        return argumentSet(name, maker);
    }

    /** Since JDK 22; before, the same as without interrupts. */
    private static ForkJoinTask<?> interruptible(Callable<String> callable) {
        if (Runtime.version().feature() < 22) {
            return ForkJoinTask.adapt(callable);
        }
        return (ForkJoinTask<?>)
                Jdk21.call(ForkJoinTask.class, null, "adaptInterruptible", Jdk21.types(Callable.class), callable);
    }

    @NoAgentNeeded
    @DisplayName("75: invoke() in the caller runs in the caller's")
    @Test
    void invokeInCaller() {
        ForkJoinTask<?> task = in("A", () -> ForkJoinTask.adapt((Runnable) seen::here));
        in("C", () -> {
            task.invoke();
            seen.here();
        });
        assertThat(seen.soFar()).containsExactly("C", "C");
    }

    @DisplayName("77: a CountedCompleter's onCompletion, whichever child comes last")
    @RepeatedTest(3)
    void countedCompleter() {
        in("A", () -> pools.forkJoin().submit(new Counted(null, seen, 3)));
        assertThat(seen.next(2 * 15)).containsOnly("compute A", "completion A");
    }

    private static final class Counted extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;
        private final transient Seen seen;
        private final int depth;

        Counted(CountedCompleter<?> parent, Seen seen, int depth) {
            super(parent);
            this.seen = seen;
            this.depth = depth;
        }

        @Override
        public void compute() {
            seen.note("compute " + id());
            if (depth > 0) {
                addToPendingCount(2);
                new Counted(this, seen, depth - 1).fork();
                new Counted(this, seen, depth - 1).fork();
            }
            tryComplete();
        }

        @Override
        public void onCompletion(CountedCompleter<?> caller) {
            seen.note("completion " + id());
        }
    }

    /** The last to finish is a child, on whose stack its parent's completion runs. */
    @DisplayName("77: onCompletion runs in the completer's own, not in that of the child that comes last")
    @RepeatedTest(3)
    void completionOnTheLastChild() {
        in("A", () -> pools.forkJoin().submit(new Parent(seen)));
        assertThat(seen.next(6))
                .containsExactlyInAnyOrder("parent A", "child C", "after C", "child C", "after C", "completion A");
    }

    private static final class Parent extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;
        private final transient Seen seen;

        Parent(Seen seen) {
            this.seen = seen;
        }

        @Override
        public void compute() {
            seen.note("parent " + id());
            setPendingCount(1);
            in("C", () -> {
                new Child(this, seen).fork();
                new Child(this, seen).fork();
            });
        }

        @Override
        public void onCompletion(CountedCompleter<?> caller) {
            seen.note("completion " + id());
        }
    }

    private static final class Child extends CountedCompleter<Void> {
        private static final long serialVersionUID = 1;
        private final transient Seen seen;

        Child(CountedCompleter<?> parent, Seen seen) {
            super(parent);
            this.seen = seen;
        }

        @Override
        public void compute() {
            seen.note("child " + id());
            tryComplete();
            seen.note("after " + id());
        }
    }

    @DisplayName("24: a worker that helps while it waits runs the other task in that one's, and has its own back")
    @RepeatedTest(3)
    void helping() {
        ForkJoinPool pool = pools.with(new ForkJoinPool(1));
        ForkJoinTask<?> other = in("C", () -> ForkJoinTask.adapt(() -> seen.note("other " + id())));
        in(
                "A",
                () -> pool.execute(() -> {
                    in("C", () -> other.fork());
                    other.join();
                    seen.note("own " + id());
                }));
        assertThat(seen.next(2)).containsExactly("other C", "own A");
    }

    @DisplayName("78: a parallel stream, in the caller and in all workers")
    @RepeatedTest(3)
    void parallelStream() {
        CountDownLatch several = new CountDownLatch(2);
        List<String> ids = elsewhere("A", () -> IntStream.range(0, 64)
                .parallel()
                .mapToObj(i -> {
                    meet(several);
                    return id();
                })
                .toList());
        assertThat(ids).containsOnly("A");
    }

    @NoAgentNeeded
    @DisplayName("78: the workers are clean after a parallel stream")
    @RepeatedTest(3)
    void parallelStreamInPool() throws Exception {
        CountDownLatch several = new CountDownLatch(2);
        in("A", () -> pools.forkJoin()
                .submit(() -> IntStream.range(0, 64).parallel().forEach(i -> meet(several)))
                .get(SECONDS, TimeUnit.SECONDS));
        assertThat(pools.end()).hasSizeGreaterThanOrEqualTo(2).containsOnly("");
    }

    @DisplayName("the common pool")
    @RepeatedTest(3)
    void commonPool() {
        in("A", () -> ForkJoinPool.commonPool().execute(seen::here));
        in("A", () -> ForkJoinPool.commonPool().submit((Runnable) seen::here));
        assertThat(seen.next(2)).containsExactly("A", "A");
    }

    /** The workers of the common pool do so before they go idle, from some JDK on. */
    @EnabledForJreRange(min = JAVA_25)
    @DisplayName("80: a worker that forgets its thread locals does not mix up tasks")
    @Test
    void forgetfulWorker() {
        ThreadLocal<String> local = new ThreadLocal<>();
        Set<Thread> workers = ConcurrentHashMap.newKeySet();
        Awaitility.await().until(() -> {
            in("A", () -> ForkJoinPool.commonPool().execute(() -> {
                boolean forgot = !workers.add(Thread.currentThread()) && local.get() == null;
                local.set("known");
                seen.note(id() + forgot);
            }));
            in("", () -> ForkJoinPool.commonPool().execute(() -> seen.note(id() + "none")));
            List<String> seenByBoth = seen.next(2);
            assertThat(seenByBoth).contains("none").containsAnyOf("Atrue", "Afalse");
            return seenByBoth.contains("Atrue");
        });
    }

    @DisplayName("82: a worker that compensates for a blocked one is clean, and the blocked one keeps its own")
    @Test
    void managedBlocker() {
        ForkJoinPool pool = pools.with(new ForkJoinPool(1));
        Gate gate = new Gate();
        in(
                "A",
                () -> pool.execute(() -> {
                    block(gate);
                    seen.note("blocked " + id());
                }));
        in(
                "C",
                () -> pool.execute(() -> {
                    seen.note("meanwhile " + id());
                    gate.open();
                }));
        assertThat(seen.next(2)).containsExactly("meanwhile C", "blocked A");
    }

    private static void block(Gate gate) {
        try {
            ForkJoinPool.managedBlock(new ForkJoinPool.ManagedBlocker() {
                @Override
                public boolean block() {
                    gate.pass();
                    return true;
                }

                @Override
                public boolean isReleasable() {
                    return false;
                }
            });
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("79: what ForkJoinPool has since JDK 25")
    @EnabledForJreRange(min = JAVA_25)
    @ParameterizedTest
    @MethodSource("submissionsOf25")
    void since25(Consumer<Context> submission) {
        ForkJoinPool pool = pools.forkJoin();
        in("A", () -> submission.accept(new Context(pool, seen)));
        assertThat(seen.next()).isEqualTo("A");
    }

    private record Context(ForkJoinPool pool, Seen seen) {
        ScheduledExecutorService scheduled() {
            ExecutorService service = pool;
            return (ScheduledExecutorService) service;
        }

        void call(String method, Class<?>[] types, Object... arguments) {
            Jdk21.call(ForkJoinPool.class, pool, method, types, arguments);
        }
    }

    static Stream<Arguments> submissionsOf25() {
        Class<?>[] task = Jdk21.types(ForkJoinTask.class);
        return Stream.of(
                of25("schedule runnable", at -> at.scheduled().schedule((Runnable) at.seen::here, 1, MILLISECONDS)),
                of25("schedule callable", at -> at.scheduled()
                        .schedule((Callable<String>) at.seen::here, 1, MILLISECONDS)),
                of25("lazySubmit", at -> {
                    at.call("lazySubmit", task, ForkJoinTask.adapt((Runnable) at.seen::here));
                    // A lazy submission wakes up no worker: somebody else must.
                    at.pool.execute(() -> {});
                }),
                of25(
                        "externalSubmit",
                        at -> at.call("externalSubmit", task, ForkJoinTask.adapt((Runnable) at.seen::here))),
                of25(
                        "invokeAllUninterruptibly",
                        at -> at.call(
                                "invokeAllUninterruptibly", Jdk21.types(Collection.class), List.of((Callable<String>)
                                        at.seen::here))),
                of25("submitWithTimeout", at -> submitWithTimeout(at, at.seen::here, SECONDS, done -> {})),
                of25("submitWithTimeout, its timeout action", at -> {
                    Gate never = new Gate();
                    submitWithTimeout(at, () -> pass(never), 0, late -> at.seen.here());
                }));
    }

    private static String pass(Gate gate) {
        gate.pass();
        return "passed";
    }

    private static void submitWithTimeout(Context at, Callable<String> code, int seconds, Consumer<Object> onTimeout) {
        at.call(
                "submitWithTimeout",
                Jdk21.types(Callable.class, long.class, TimeUnit.class, Consumer.class),
                code,
                seconds * 1000L + 1,
                MILLISECONDS,
                onTimeout);
    }

    private static Arguments of25(String name, Consumer<Context> submission) {
        return argumentSet(name, submission);
    }

    @NoAgentNeeded
    @DisplayName("a task that forks itself again, and is run by another worker meanwhile, leaves nothing behind")
    @RepeatedTest(5)
    void overtaken() throws Exception {
        in("A", () -> pools.forkJoin().submit(new Again()).get(SECONDS, TimeUnit.SECONDS));
        assertThat(pools.end()).hasSizeGreaterThanOrEqualTo(2).containsOnly("");
    }

    /** The first run of two forks the second, and ends after that one. */
    private static final class Again extends ForkJoinTask<Void> {
        private static final long serialVersionUID = 1;
        private final transient AtomicBoolean begun = new AtomicBoolean();

        @Override
        protected boolean exec() {
            if (begun.getAndSet(true)) {
                return true;
            }
            fork();
            Awaitility.await().atMost(SECONDS, TimeUnit.SECONDS).until(this::isDone);
            return false;
        }

        @Override
        public Void getRawResult() {
            return null;
        }

        @Override
        protected void setRawResult(Void value) {}
    }

    /** A pool that does not tell its factory. */
    private static final class Secretive extends ForkJoinPool {
        private final AtomicBoolean isAsked = new AtomicBoolean();

        Secretive() {
            super(2);
        }

        @Override
        public ForkJoinWorkerThreadFactory getFactory() {
            isAsked.set(true);
            throw new IllegalStateException("not to be known");
        }
    }

    @DisplayName("73: a pool of a class of the program's is not asked for anything")
    @Test
    void secretivePool() {
        Secretive pool = pools.with(new Secretive());
        in("A", () -> pool.submit(seen::here));
        assertThat(seen.next()).isEqualTo("A");
        assertThat(pool.isAsked).isFalse();
    }
}
