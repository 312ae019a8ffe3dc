package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.FirstAgentNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.TreeMap;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MDC;

/** A task runs in the correlation of whoever submitted it, on every executor. */
@SuppressWarnings("FutureReturnValueIgnored")
class ExecutorBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen();

    @DisplayName("32, 33, 35, 53, 54: runs in the submitter's A")
    @ParameterizedTest
    @MethodSource("executorsAndSubmissions")
    void runsInTheSubmitters(Supplier<ExecutorService> executor, Submission submission) {
        ExecutorService pool = pools.with(executor.get());
        in("A", () -> submission.submit(pool, seen));
        assertThat(seen.next()).isEqualTo("A");
    }

    static Stream<Arguments> executorsAndSubmissions() {
        return executors().flatMap(executor -> Submission.all()
                .map(submission -> argumentSet(executor + ", " + submission, executor.maker, submission)));
    }

    private record Named(String name, Supplier<ExecutorService> maker) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Named> executors() {
        Stream<Named> ofQueues =
                queues().map(queue -> new Named("pool on " + queue.name, () -> pool(1, queue.maker.get())));
        return Stream.concat(
                ofQueues,
                Stream.of(
                        new Named("single thread", Executors::newSingleThreadExecutor),
                        new Named("fixed", () -> Executors.newFixedThreadPool(2)),
                        new Named("cached", Executors::newCachedThreadPool),
                        new Named(
                                "unconfigurable",
                                () -> Executors.unconfigurableExecutorService(Executors.newFixedThreadPool(1))),
                        new Named("work stealing", () -> Executors.newWorkStealingPool(2)),
                        new Named("fork/join", () -> new ForkJoinPool(2)),
                        new Named("scheduled", () -> new ScheduledThreadPoolExecutor(1)),
                        new Named(
                                "subclass",
                                () -> new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>()) {}),
                        new Named("of the application", OwnExecutorService::new)));
    }

    private record NamedQueue(String name, Supplier<BlockingQueue<Runnable>> maker) {
        /** Whether its own nodes keep the task of a runnable, so that equal runnables can be told apart. */
        boolean hasPlaceForTheTask() {
            return name.equals("LinkedBlockingQueue") || name.equals("SynchronousQueue");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<NamedQueue> queues() {
        return Stream.of(
                new NamedQueue("LinkedBlockingQueue", LinkedBlockingQueue::new),
                new NamedQueue("SynchronousQueue", SynchronousQueue::new),
                new NamedQueue("ArrayBlockingQueue", () -> new ArrayBlockingQueue<>(10)),
                new NamedQueue("LinkedBlockingDeque", LinkedBlockingDeque::new),
                new NamedQueue("LinkedTransferQueue", LinkedTransferQueue::new),
                new NamedQueue(
                        "PriorityBlockingQueue",
                        () -> new PriorityBlockingQueue<>(10, Comparator.comparingInt(System::identityHashCode))),
                new NamedQueue("a queue of the application", OwnQueue::new));
    }

    /** A queue of a class that no agent can know. */
    private static final class OwnQueue extends LinkedBlockingQueue<Runnable> {
        private static final long serialVersionUID = 1;
    }

    private static ThreadPoolExecutor pool(int threads, BlockingQueue<Runnable> queue) {
        return new ThreadPoolExecutor(threads, Math.max(2, threads), 1, MINUTES, queue);
    }

    /** As applications have it: with a queue and a thread of its own, started by whoever comes first. */
    private static final class OwnExecutorService extends AbstractExecutorService {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        private Thread thread;

        @Override
        public synchronized void execute(Runnable task) {
            if (thread == null) {
                thread = new Thread(this::work);
                thread.setDaemon(true);
                thread.start();
            }
            queue.add(task);
        }

        private void work() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException shutdown) {
                // That is the end.
            }
        }

        @Override
        public synchronized List<Runnable> shutdownNow() {
            if (thread != null) {
                thread.interrupt();
            }
            return List.of();
        }

        @Override
        public void shutdown() {
            shutdownNow();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }

    @FirstAgentNeeded
    @DisplayName("34: the same instance submitted under A and C, before either runs, runs once in each")
    @ParameterizedTest
    @MethodSource("queuesAndTasks")
    void sameInstanceTwice(Supplier<BlockingQueue<Runnable>> queue, Function<Seen, Runnable> code) {
        Gate gate = new Gate();
        ThreadFactory held = body -> new Thread(() -> {
            gate.pass();
            body.run();
        });
        Runnable task = code.apply(seen);
        ExecutorService pool = pools.with(new ThreadPoolExecutor(1, 2, 1, MINUTES, queue.get(), held));
        in("A", () -> pool.execute(task));
        in("C", () -> pool.execute(task));
        gate.open();
        assertThat(seen.next(2)).containsExactlyInAnyOrder("A", "C");
    }

    static Stream<Arguments> queuesAndTasks() {
        Function<Seen, Runnable> lambda = seen -> seen::here;
        Function<Seen, Runnable> named = Submission.Named::new;
        return queues().flatMap(queue -> Stream.of(
                argumentSet("lambda on " + queue.name, queue.maker, lambda),
                argumentSet("named class on " + queue.name, queue.maker, named)));
    }

    @FirstAgentNeeded
    @DisplayName("34: the same instance submitted by four threads 20 000 times each runs as often in each's")
    @ParameterizedTest
    @MethodSource("queuesWithPlaces")
    void sameInstanceUnderStress(NamedQueue queue) throws Exception {
        assertThat(new TreeMap<>(runsOfOneInstance(queue))).hasToString("{S0=20000, S1=20000, S2=20000, S3=20000}");
    }

    /** Two submissions cannot be told apart there: to run in none is right, to run in the other's would be wrong. */
    @DisplayName("34: the same instance in a queue that has no place for its task never runs in a wrong correlation")
    @NoAgentNeeded
    @ParameterizedTest
    @MethodSource("queuesWithoutPlaces")
    void sameInstanceThatCannotBeToldApart(NamedQueue queue) throws Exception {
        Map<String, LongAdder> runs = runsOfOneInstance(queue);
        runs.remove("");
        assertThat(runs.values()).allMatch(count -> count.sum() <= STRESSING_RUNS);
    }

    private Map<String, LongAdder> runsOfOneInstance(NamedQueue queue) throws Exception {
        Map<String, LongAdder> runs = new ConcurrentHashMap<>();
        Runnable task = () -> runs.computeIfAbsent(id(), id -> new LongAdder()).increment();
        stress(queue, submitter -> task);
        return runs;
    }

    static Stream<NamedQueue> queuesWithPlaces() {
        return queues().filter(NamedQueue::hasPlaceForTheTask);
    }

    static Stream<NamedQueue> queuesWithoutPlaces() {
        return queues().filter(queue -> !queue.hasPlaceForTheTask());
    }

    @DisplayName("34: tasks submitted by four threads 20 000 times each run in their submitters'")
    @ParameterizedTest
    @MethodSource("queues")
    void stress(NamedQueue queue) throws Exception {
        Map<String, LongAdder> runs = new ConcurrentHashMap<>();
        stress(
                queue,
                submitter -> () -> runs.computeIfAbsent(submitter + " in " + id(), key -> new LongAdder())
                        .increment());
        assertThat(new TreeMap<>(runs)).hasToString("{S0 in S0=20000, S1 in S1=20000, S2 in S2=20000, S3 in S3=20000}");
    }

    private static final int STRESSING_THREADS = 4;
    private static final int STRESSING_RUNS = 20_000;

    private void stress(NamedQueue queue, Function<String, Runnable> taskOf) throws Exception {
        CountDownLatch left = new CountDownLatch(STRESSING_THREADS * STRESSING_RUNS);
        ThreadPoolExecutor pool = pools.with(new ThreadPoolExecutor(2, 2, 1, MINUTES, queue.maker.get()) {
            @Override
            protected void afterExecute(Runnable task, Throwable failure) {
                left.countDown();
            }
        });
        pool.setRejectedExecutionHandler((task, executor) -> {
            task.run();
            left.countDown();
        });
        for (int i = 0; i < STRESSING_THREADS; i++) {
            String submitter = "S" + i;
            in(submitter, () -> new Thread(() -> {
                        for (int n = 0; n < STRESSING_RUNS; n++) {
                            pool.execute(taskOf.apply(submitter));
                        }
                    })
                    .start());
        }
        assertThat(left.await(50, TimeUnit.SECONDS)).as("all tasks ran").isTrue();
    }

    @DisplayName("58: an executor of the application whose thread was started under A runs a task of C in C")
    @ParameterizedTest
    @MethodSource("dev.whence.agent.attached.Submission#ofExecutor")
    void executorOfTheApplication(Submission submission) {
        ExecutorService pool = pools.with(new OwnExecutorService());
        in("A", () -> submission.submit(pool, seen));
        in("C", () -> submission.submit(pool, seen));
        in("", () -> submission.submit(pool, seen));
        assertThat(seen.next(3)).containsExactly("A", "C", "");
    }

    @DisplayName("a task submitted by a task has its submitter's")
    @Test
    void nested() {
        Executor pool = pools.single();
        in("A", () -> pool.execute(() -> pool.execute(seen::here)));
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("35: invokeAll and invokeAny of many: all run in the submitter's")
    @RepeatedTest(3)
    void invokeMany() throws Exception {
        ExecutorService pool = pools.with(pool(2, new LinkedBlockingQueue<>()));
        List<Callable<String>> tasks = Collections.nCopies(10, seen::here);
        in("A", () -> pool.invokeAll(tasks));
        assertThat(seen.next(10)).containsOnly("A");
        in("C", () -> pool.invokeAny(tasks));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("52: a loser of invokeAny that is still running keeps the submitter's")
    @Test
    void invokeAnyLoser() {
        ExecutorService pool = pools.with(pool(2, new SynchronousQueue<>()));
        Gate started = new Gate();
        Callable<String> loser = () -> {
            started.open();
            try {
                new Gate().pass();
            } catch (IllegalStateException cancelled) {
                seen.here();
            }
            return "lost";
        };
        Callable<String> winner = () -> {
            started.pass();
            return "won";
        };
        assertThat(in("A", () -> pool.invokeAny(List.of(loser, winner)))).isEqualTo("won");
        assertThat(seen.next()).isEqualTo("A");
    }

    @DisplayName("36: a FutureTask made under A and submitted under C runs in C")
    @Test
    void futureTaskSubmission() {
        FutureTask<String> task = in("A", () -> new FutureTask<>(seen::here));
        in("C", () -> pools.single().execute(task));
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("36: a FutureTask made under A and started as a thread under C runs in C")
    @Test
    void futureTaskThread() {
        FutureTask<String> task = in("A", () -> new FutureTask<>(seen::here));
        in("C", () -> new Thread(task).start());
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("36: a FutureTask submitted under A, and by a thread of none to another executor, runs in A")
    @Test
    void futureTaskHandedOn() {
        Gate gate = new Gate();
        FutureTask<String> task = new FutureTask<>(seen::here);
        in("A", () -> pools.held(gate).execute(task));
        elsewhere("", () -> {
            MDC.clear();
            pools.single().execute(task);
        });
        assertThat(seen.next()).isEqualTo("A");
        gate.open();
    }

    @DisplayName("36: a FutureTask submitted under A to two executors runs in A")
    @Test
    void futureTaskOfOne() {
        Gate gate = new Gate();
        FutureTask<String> task = new FutureTask<>(seen::here);
        in("A", () -> {
            pools.held(gate).execute(task);
            pools.single().execute(task);
        });
        assertThat(seen.next()).isEqualTo("A");
        gate.open();
    }

    @NoAgentNeeded
    @DisplayName(
            "36: a FutureTask submitted under A, and under C to another executor, runs in none: either may be first")
    @Test
    void futureTaskOfTwo() {
        Gate gate = new Gate();
        FutureTask<String> task = new FutureTask<>(seen::here);
        in("A", () -> pools.held(gate).execute(task));
        in("C", () -> pools.single().execute(task));
        assertThat(seen.next()).isEmpty();
        gate.open();
    }

    @DisplayName("36: a FutureTask made under A and run by hand by the same thread under C runs in A")
    @Test
    void futureTaskOfTheMessageBefore() {
        FutureTask<String> task = in("A", () -> new FutureTask<>(seen::here));
        in("C", () -> {
            task.run();
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "C");
    }

    @DisplayName("36: a FutureTask made under A and run by hand, elsewhere, runs in A")
    @Test
    void futureTaskByHand() {
        FutureTask<String> task = in("A", () -> new FutureTask<>(seen::here));
        elsewhere("C", () -> {
            task.run();
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "C");
    }

    @DisplayName("59: a task that is submitted without a correlation by a task of A has none")
    @ParameterizedTest
    @MethodSource("queues")
    void submittedByNoneWithinATask(NamedQueue queue) {
        ExecutorService pool = pools.with(pool(2, queue.maker.get()));
        in(
                "A",
                () -> pool.execute(() -> {
                    in("", () -> pool.execute(() -> seen.note("inner " + id())));
                    seen.note("outer " + id());
                }));
        assertThat(seen.next(2)).containsExactlyInAnyOrder("inner ", "outer A");
    }

    @DisplayName("59: on a worker whose factory gave it a correlation, a task of none has none, and one of A has A")
    @Test
    void workerWithACorrelation() {
        ExecutorService pool = pools.with(new ThreadPoolExecutor(
                1, 1, 1, MINUTES, new LinkedBlockingQueue<>(), body -> new Thread(() -> in("W", body::run))));
        in("", () -> pool.execute(seen::here));
        in("A", () -> pool.execute(seen::here));
        in("", () -> pool.submit((Runnable) seen::here));
        in("C", () -> pool.submit((Runnable) seen::here));
        assertThat(seen.next(4)).containsExactly("", "A", "", "C");
    }

    @NoAgentNeeded
    @DisplayName("an overridden remove gets the program's own runnable from execute, too")
    @Test
    void overriddenRemove() {
        List<Runnable> removed = new ArrayList<>();
        AtomicReference<ThreadPoolExecutor> pool = new AtomicReference<>();
        BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(2) {
            @Override
            public boolean offer(Runnable task) {
                boolean isAccepted = super.offer(task);
                pool.get().shutdown();
                return isAccepted;
            }
        };
        Gate gate = new Gate();
        pool.set(new ThreadPoolExecutor(1, 1, 1, MINUTES, queue, new ThreadPoolExecutor.DiscardPolicy()) {
            @Override
            public boolean remove(Runnable task) {
                removed.add(task);
                return super.remove(task);
            }
        });
        Runnable task = () -> {};
        pool.get().execute(gate::pass);
        pool.get().execute(task);
        gate.open();
        assertThat(removed).containsExactly(task);
    }

    @NoAgentNeeded
    @DisplayName("55: a worker that was started under A leaves nothing to a task of none")
    @ParameterizedTest
    @MethodSource("startsOfWorkers")
    void workerStartedUnderA(Consumer<ThreadPoolExecutor> start) {
        ThreadPoolExecutor pool = pools.single();
        in("A", () -> start.accept(pool));
        in("", () -> pool.execute(seen::here));
        assertThat(seen.next()).isEmpty();
    }

    static Stream<Arguments> startsOfWorkers() {
        return Stream.of(
                start("prestartCoreThread", ThreadPoolExecutor::prestartCoreThread),
                start("prestartAllCoreThreads", ThreadPoolExecutor::prestartAllCoreThreads),
                start("first task", pool -> pool.execute(() -> {})),
                start("replacement of a worker that died", pool -> {
                    pool.setThreadFactory(ExecutorBehaviour::quietThread);
                    pool.execute(() -> {
                        throw new IllegalStateException("kills its worker");
                    });
                }));
    }

    private static Thread quietThread(Runnable body) {
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((ignored, failure) -> {});
        return thread;
    }

    private static Arguments start(String name, Consumer<ThreadPoolExecutor> start) {
        return argumentSet(name, start);
    }

    @NoAgentNeeded
    @DisplayName("55: the thread of a worker, outside of all tasks, has no correlation")
    @Test
    void workerItself() {
        Seen outside = new Seen();
        ExecutorService pool = in(
                "A",
                () -> Executors.newFixedThreadPool(
                        1,
                        body -> new Thread(() -> {
                            body.run();
                            outside.here();
                        })));
        in("A", () -> pool.execute(seen::here));
        seen.next();
        pool.shutdown();
        assertThat(outside.next()).isEmpty();
    }

    @DisplayName("56: what a task leaves open is gone after it")
    @Test
    void taskThatLeavesAScopeOpen() {
        Executor pool = pools.single();
        in("A", () -> pool.execute(() -> leak(Correlation.of("L").open())));
        in("", () -> pool.execute(seen::here));
        assertThat(seen.next()).isEmpty();
    }

    private static void leak(Scope neverClosed) {
        assertThat(neverClosed).isNotNull();
    }

    @NoAgentNeeded
    @DisplayName("57: a direct executor runs the task in the caller's, which is back afterwards")
    @Test
    void directExecutor() {
        Executor direct = Runnable::run;
        in("A", () -> {
            direct.execute(() -> in("C", () -> direct.execute(seen::here)));
            seen.here();
        });
        assertThat(seen.soFar()).containsExactly("C", "A");
    }

    @NoAgentNeeded
    @DisplayName("42: CallerRunsPolicy runs the task in the submitter's, which is back afterwards")
    @Test
    void callerRuns() {
        Gate gate = new Gate();
        ThreadPoolExecutor pool = pools.with(pool(1, new SynchronousQueue<>()));
        pool.setMaximumPoolSize(1);
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        pool.execute(gate::pass);
        in("A", () -> {
            pool.execute(seen::here);
            seen.here();
        });
        gate.open();
        assertThat(seen.soFar()).containsExactly("A", "A");
    }

    @FirstAgentNeeded
    @DisplayName("44: a rejected task that its handler puts into the queue runs in the submitter's")
    @Test
    void handlerThatQueues() {
        Gate gate = new Gate();
        ThreadPoolExecutor pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>(1), (task, executor) -> {
                    gate.open();
                    putBack(executor, task);
                }));
        pool.execute(gate::pass);
        in("B", () -> pool.execute(seen::here));
        in("A", () -> pool.execute(seen::here));
        assertThat(seen.next(2)).containsExactly("B", "A");
    }

    private static void putBack(ThreadPoolExecutor executor, Runnable task) {
        try {
            executor.getQueue().put(task);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("44: on another queue such a task runs in none rather than in a wrong one")
    @Test
    void handlerThatQueuesElsewhere() {
        Gate gate = new Gate();
        ThreadPoolExecutor pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new ArrayBlockingQueue<>(1), (task, executor) -> {
                    gate.open();
                    putBack(executor, task);
                }));
        in("", () -> pool.execute(gate::pass));
        in("B", () -> pool.execute(() -> seen.here()));
        in("A", () -> pool.execute(() -> seen.here()));
        assertThat(seen.next(2)).containsExactly("B", "");
    }

    @FirstAgentNeeded
    @DisplayName("43: a task dropped by its handler leaves nothing to the next one")
    @ParameterizedTest
    @MethodSource("droppingHandlers")
    void droppedTask(RejectedExecutionHandler dropping) {
        Gate gate = new Gate();
        ThreadPoolExecutor pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>(1), dropping));
        Runnable task = seen::here;
        pool.execute(gate::pass);
        in("A", () -> pool.execute(task));
        in("C", () -> pool.execute(task));
        gate.open();
        String kept = dropping instanceof ThreadPoolExecutor.DiscardPolicy ? "A" : "C";
        assertThat(seen.next()).isEqualTo(kept);
        in("D", () -> pool.execute(task));
        assertThat(seen.next()).isEqualTo("D");
    }

    static Stream<RejectedExecutionHandler> droppingHandlers() {
        return Stream.of(new ThreadPoolExecutor.DiscardPolicy(), new ThreadPoolExecutor.DiscardOldestPolicy());
    }

    @DisplayName("43: a task dropped from a queue without a place for it leaves nothing to its next submission")
    @Test
    void droppedFromAnotherQueue() {
        Gate gate = new Gate();
        ThreadPoolExecutor pool = pools.with(new ThreadPoolExecutor(
                1, 1, 1, MINUTES, new ArrayBlockingQueue<>(1), new ThreadPoolExecutor.DiscardOldestPolicy()));
        Runnable task = seen::here;
        pool.execute(gate::pass);
        in("A", () -> pool.execute(task));
        in("C", () -> pool.execute(task));
        gate.open();
        assertThat(seen.next()).isEqualTo("C");
        in("D", () -> pool.execute(task));
        assertThat(seen.next()).isEqualTo("D");
    }

    @DisplayName("43: a task that a pool returns when it is shut down leaves nothing to its next submission")
    @ParameterizedTest
    @MethodSource("queuesWithRoom")
    void returnedAtShutdown(NamedQueue queue) {
        ThreadPoolExecutor pool = pools.single(queue.maker.get());
        pool.execute(Vocabulary::untilInterrupted);
        Runnable task = seen::here;
        in("A", () -> pool.execute(task));
        assertThat(pool.shutdownNow()).contains(task);
        in("C", () -> pools.single(queue.maker.get()).execute(task));
        assertThat(seen.next()).isEqualTo("C");
    }

    static Stream<NamedQueue> queuesWithRoom() {
        return queues().filter(queue -> !queue.name.equals("SynchronousQueue"));
    }

    @FirstAgentNeeded
    @DisplayName("60: a task removed before it runs leaves nothing to its next submission")
    @Test
    void removedTask() {
        Gate gate = new Gate();
        ThreadPoolExecutor pool = pools.held(gate);
        Runnable task = seen::here;
        in("A", () -> pool.execute(task));
        assertThat(pool.remove(task)).isTrue();
        in("C", () -> pool.execute(task));
        gate.open();
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("45: beforeExecute and afterExecute run in the submitter's")
    @Test
    void hooksOfAPool() {
        ExecutorService pool = pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected void beforeExecute(Thread thread, Runnable task) {
                seen.note("before " + id());
            }

            @Override
            protected void afterExecute(Runnable task, Throwable failure) {
                seen.note("after " + id());
            }
        });
        in("A", () -> pool.execute(() -> seen.note("task " + id())));
        assertThat(seen.next(3)).containsExactly("before A", "task A", "after A");
    }

    @DisplayName(
            "45: beforeExecute, done and afterExecute of a future run in the submitter's, if it succeeds and if it fails")
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void hooksOfAFuture(boolean fails) {
        ExecutorService pool = pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>()) {
            @Override
            protected <T> RunnableFuture<T> newTaskFor(Callable<T> callable) {
                return new FutureTask<>(callable) {
                    @Override
                    protected void done() {
                        seen.note("done " + id());
                    }
                };
            }

            @Override
            protected void beforeExecute(Thread thread, Runnable task) {
                seen.note("before " + id());
            }

            @Override
            protected void afterExecute(Runnable task, Throwable failure) {
                seen.note("after " + id());
            }
        });
        in(
                "A",
                () -> pool.submit(() -> {
                    seen.note("task " + id());
                    if (fails) {
                        throw new IllegalStateException("on purpose");
                    }
                    return "result";
                }));
        assertThat(seen.next(4)).containsExactly("before A", "task A", "done A", "after A");
    }

    @DisplayName("47: the handler of an uncaught exception is called in the submitter's: of a pool, and of a timer")
    @Test
    void uncaughtHandler() {
        ExecutorService pool =
                pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, new LinkedBlockingQueue<>(), this::watched));
        in("A", () -> pool.execute(this::fail));
        assertThat(seen.next()).isEqualTo("A");
        in("C", () -> pool.execute(seen::here));
        assertThat(seen.next()).isEqualTo("C");
        Timer timer = new Timer(true);
        TimerTask named = timerTask(() -> Thread.currentThread().setUncaughtExceptionHandler(this::uncaught));
        timer.schedule(named, 0);
        in("A", () -> timer.schedule(timerTask(this::fail), 0));
        assertThat(seen.next()).isEqualTo("A");
    }

    private Thread watched(Runnable body) {
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler(this::uncaught);
        return thread;
    }

    private void uncaught(Thread thread, Throwable thrown) {
        seen.here();
    }

    private void fail() {
        throw new IllegalStateException("on purpose");
    }

    private static TimerTask timerTask(Runnable body) {
        return new TimerTask() {
            @Override
            public void run() {
                body.run();
            }
        };
    }

    @NoAgentNeeded
    @DisplayName("a queue between threads does not change the consumer's correlation")
    @Test
    void handOffByQueue() {
        BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
        in("A", () -> queue.add(seen::here));
        elsewhere("C", () -> queue.take().run());
        assertThat(seen.next()).isEqualTo("C");
    }

    @DisplayName("a queue between threads: Handoff carries the producer's context, and restores the consumer's")
    @Test
    void handOffByHand() {
        Handoff handoff = in("A", Handoff::capture);
        elsewhere("C", () -> {
            try (Scope ignored = handoff.resume()) {
                seen.here();
            }
            seen.here();
        });
        assertThat(seen.next(2)).containsExactly("A", "C");
    }

    @DisplayName("a task that leaves a hand-off open leaves nothing behind on its worker")
    @Test
    void leftOpen() throws Exception {
        Handoff handoff = in("A", Handoff::capture);
        Seen seen = new Seen();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                1,
                1,
                1,
                TimeUnit.MINUTES,
                new LinkedBlockingQueue<>(),
                worker -> new Thread(() -> {
                    worker.run();
                    seen.here();
                }));
        pool.execute(handoff::resume);
        pool.shutdown();
        assertThat(seen.next()).isEqualTo("");
    }
}
