package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.Comparator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;

/** Contexts that differ in the program's MDC alone, as in a service that has no correlation, are different contexts. */
@SuppressWarnings("FutureReturnValueIgnored")
class MdcAloneBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen users = new Seen(() -> "" + MDC.get("user"));

    @BeforeEach
    @AfterEach
    void cleanThread() {
        MDC.clear();
    }

    /** Makes an executor that keeps what it gets until a gate is opened. */
    private interface Held {
        Executor make(Pools pools, Gate gate);
    }

    static Stream<Arguments> withoutPlaces() {
        return Stream.of(
                held(() -> new ArrayBlockingQueue<>(10)),
                held(LinkedBlockingDeque::new),
                held(() -> new PriorityBlockingQueue<>(10, Comparator.comparingInt(task -> 0))),
                argumentSet("of the application", (Held) (pools, gate) -> new OwnPool(gate)));
    }

    private static Arguments held(Supplier<BlockingQueue<Runnable>> queue) {
        Held held = (pools, gate) -> {
            Executor pool = pools.single(queue.get());
            pool.execute(gate::pass);
            return pool;
        };
        return argumentSet(queue.get().getClass().getSimpleName(), held);
    }

    @DisplayName("34: the same instance that waits under alice and bob runs in none where it cannot be told apart")
    @NoAgentNeeded
    @ParameterizedTest
    @MethodSource("withoutPlaces")
    void sameInstanceThatCannotBeToldApart(Held held) {
        submitTwice(held, "alice", "bob");
        assertThat(users.next(2)).containsExactly("null", "null");
    }

    @DisplayName("34: if alice has submitted both, both are hers")
    @ParameterizedTest
    @MethodSource("withoutPlaces")
    void sameInstanceOfTheSame(Held held) {
        submitTwice(held, "alice", "alice");
        assertThat(users.next(2)).containsExactly("alice", "alice");
    }

    @DisplayName("34: where it can be told apart it runs in each")
    @Test
    void sameInstance() {
        submitTwice((pools, gate) -> pools.held(gate), "alice", "bob");
        assertThat(users.next(2)).containsExactly("alice", "bob");
    }

    private void submitTwice(Held held, String first, String second) {
        Gate gate = new Gate();
        Executor executor = held.make(pools, gate);
        Runnable task = new Submission.Named(users);
        MDC.put("user", first);
        executor.execute(task);
        MDC.clear();
        MDC.put("user", second);
        executor.execute(task);
        gate.open();
    }

    @DisplayName("34: what a task leaves that runs in none is not there for the next")
    @Test
    void leftByOneThatCannotBeToldApart() {
        Gate gate = new Gate();
        Executor pool = pools.single(new ArrayBlockingQueue<>(10));
        pool.execute(gate::pass);
        Runnable task = () -> {
            users.here();
            MDC.put("user", "left");
        };
        MDC.put("user", "alice");
        pool.execute(task);
        MDC.put("user", "bob");
        pool.execute(task);
        gate.open();
        assertThat(users.next(2)).containsExactly("null", "null");
    }

    /** Hands a future over, to be run by another thread. */
    private interface HandOver {
        void of(FutureTask<?> future, Pools pools);
    }

    static Stream<Arguments> handOvers() {
        return Stream.of(
                handOver("a pool", (future, pools) -> pools.single().execute(future)),
                handOver("a scheduling pool", (future, pools) -> pools.scheduled()
                        .execute(future)),
                handOver("a fork/join pool", (future, pools) -> pools.forkJoin().execute(future)),
                handOver("an executor of the application", (future, pools) -> new OwnPool().execute(future)),
                handOver("a thread", (future, pools) -> new Thread(future).start()),
                handOver("a pool, wrapped in a future", (future, pools) -> pools.single()
                        .submit(future)),
                handOver("a stage's pool", (future, pools) -> CompletableFuture.runAsync(future, pools.single())));
    }

    private static Arguments handOver(String to, HandOver handOver) {
        return argumentSet(to, handOver);
    }

    @DisplayName("36: a FutureTask made under alice and handed over under bob is bob's")
    @ParameterizedTest
    @MethodSource("handOvers")
    void futureTask(HandOver handOver) {
        MDC.put("user", "alice");
        FutureTask<String> future = new FutureTask<>(users::here);
        MDC.put("user", "bob");
        handOver.of(future, pools);
        assertThat(users.next()).isEqualTo("bob");
    }

    @DisplayName("36: run by hand by the task that made it, it is a part of that")
    @NoAgentNeeded
    @Test
    void futureTaskByItsMaker() {
        MDC.put("user", "alice");
        FutureTask<String> future = new FutureTask<>(() -> {
            users.note(users.here() + " in " + Correlation.current());
            MDC.put("user", "set");
            return "done";
        });
        MDC.put("user", "carol");
        try (Scope ignored = Correlation.of("order-9").open()) {
            future.run();
        }
        assertThat(users.soFar()).containsExactly("carol", "carol in order-9");
        assertThat(MDC.get("user")).isEqualTo("set");
        assertThat(future).isDone();
    }

    @DisplayName("36: the same within a hand-off that its maker has resumed, also if it throws")
    @NoAgentNeeded
    @Test
    void futureTaskByItsMakerInAHandOff() {
        FutureTask<String> future = new FutureTask<>(() -> {
            MDC.put("user", "set");
            throw new IllegalStateException("on purpose");
        });
        MDC.put("user", "carol");
        try (Scope ignored = Handoff.capture().resume()) {
            future.run();
            assertThat(MDC.get("user")).isEqualTo("set");
        }
        assertThat(future).isDone();
    }

    @DisplayName("36: run by hand on the same thread, but by another task, it is its maker's")
    @Test
    void futureTaskByAnotherTask() {
        Executor pool = pools.single();
        FutureTask<?>[] future = {null};
        MDC.put("user", "alice");
        pool.execute(() -> future[0] = new FutureTask<>(users::here));
        MDC.put("user", "bob");
        pool.execute(() -> {
            future[0].run();
            users.here();
        });
        assertThat(users.next(2)).containsExactly("alice", "bob");
    }

    static Stream<Arguments> atOnce() {
        return Stream.of(
                argumentSet("a direct executor of the application", (HandOver) (future, pools) -> {
                    Executor direct = new Direct();
                    direct.execute(future);
                }),
                argumentSet("a pool that is full", (HandOver) (future, pools) -> {
                    Gate gate = new Gate();
                    ThreadPoolExecutor pool = pools.with(new ThreadPoolExecutor(
                            1, 1, 1, MINUTES, new SynchronousQueue<>(), new ThreadPoolExecutor.CallerRunsPolicy()));
                    pool.execute(gate::pass);
                    pool.execute(future);
                    gate.open();
                }));
    }

    private static final class Direct implements Executor {
        @Override
        public void execute(Runnable task) {
            task.run();
        }
    }

    @DisplayName("42, 57: what a FutureTask puts that is run within the call that submits it, stays")
    @NoAgentNeeded
    @ParameterizedTest
    @MethodSource
    void atOnce(HandOver handOver) {
        MDC.put("user", "alice");
        FutureTask<?> future = new FutureTask<>(() -> {
            MDC.put("user", "set");
            return users.here();
        });
        handOver.of(future, pools);
        assertThat(users.soFar()).containsExactly("set");
        assertThat(MDC.get("user")).isEqualTo("set");
    }

    /** Puts something into the MDC for what it runs at once, or hands on. */
    private record Decorating(Executor executor) implements Executor {
        @Override
        public void execute(Runnable task) {
            MDC.put("user", "decorated");
            executor.execute(task);
        }
    }

    @DisplayName("57: what an executor has put into the MDC is there for what it runs at once")
    @NoAgentNeeded
    @Test
    void decoratedAtOnce() {
        MDC.put("user", "alice");
        new Decorating(new Direct()).execute(users::here);
        assertThat(users.soFar()).containsExactly("decorated");
    }

    @DisplayName("58: and for what it hands on, to a pool as to an executor of the application")
    @Test
    void decoratedHandedOn() {
        for (Executor executor : new Executor[] {pools.single(), new OwnPool()}) {
            MDC.put("user", "alice");
            new Decorating(executor).execute(users::here);
            assertThat(users.next()).isEqualTo("decorated");
        }
    }

    @DisplayName("55: a worker whose thread has used the MDC of its starter before it became a worker has lost it")
    @Test
    void workerThatUsedTheMdcBefore() throws Exception {
        ExecutorService pool = new ThreadPoolExecutor(
                1,
                1,
                1,
                MINUTES,
                new LinkedBlockingQueue<>(),
                body -> new Thread(() -> {
                    users.here();
                    body.run();
                    users.here();
                }));
        MDC.put("user", "alice");
        pool.execute(() -> {});
        pool.shutdown();
        assertThat(users.next(2)).containsExactly("alice", "null");
    }

    @DisplayName("70: a task that submits itself without end has no MDC in the end")
    @Test
    void endless() {
        Executor pool = pools.single();
        Runnable task = new Runnable() {
            private int run;

            @Override
            public void run() {
                if (++run == 200) {
                    users.here();
                } else {
                    pool.execute(this);
                }
            }
        };
        elsewhere("", () -> {
            MDC.put("user", "alice");
            pool.execute(users::here);
            pool.execute(task);
        });
        assertThat(users.next(2)).containsExactly("alice", "null");
    }
}
