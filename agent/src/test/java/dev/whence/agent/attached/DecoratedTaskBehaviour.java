package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.id;
import static dev.whence.agent.attached.Vocabulary.in;
import static java.util.concurrent.TimeUnit.MINUTES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.MDC;
import org.springframework.core.task.SimpleAsyncTaskExecutor;

/** What a program puts around a task, into the MDC or as a scope, is there in the task, as it is without the agent. */
@SuppressWarnings("FutureReturnValueIgnored")
class DecoratedTaskBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    private final Seen seen = new Seen(() -> id() + " " + MDC.get("tenant"));

    private final Seen ids = new Seen(() -> Correlation.current().id());

    /** Gives a task to an executor. */
    private interface Way {
        void submit(Executor executor, Runnable task);
    }

    private static final Way EXECUTE = Executor::execute;
    private static final Way FUTURE = (executor, task) -> executor.execute(new FutureTask<>(task, null));

    static Stream<Arguments> ways() {
        Way completionService = (executor, task) -> new ExecutorCompletionService<>(executor).submit(task, null);
        return Stream.concat(
                waysWithoutAFutureBetween(), Stream.of(argumentSet("a completion service", completionService)));
    }

    static Stream<Arguments> waysWithoutAFutureBetween() {
        return Stream.of(
                argumentSet("execute", EXECUTE),
                argumentSet("a future", FUTURE),
                argumentSet("runAsync", (Way) (executor, task) -> CompletableFuture.runAsync(task, executor)),
                argumentSet("supplyAsync", (Way) (executor, task) -> CompletableFuture.supplyAsync(
                        () -> {
                            task.run();
                            return 1;
                        },
                        executor)),
                argumentSet("a stage of a complete future", (Way)
                        (executor, task) -> CompletableFuture.completedFuture(1).thenRunAsync(task, executor)),
                argumentSet("a stage of a future that is completed later", (Way) (executor, task) -> {
                    CompletableFuture<Integer> source = new CompletableFuture<>();
                    source.thenAcceptAsync(one -> task.run(), executor);
                    source.complete(1);
                }));
    }

    private static Runnable decorated(Runnable task) {
        return () -> {
            MDC.put("tenant", "acme");
            try {
                task.run();
            } finally {
                MDC.remove("tenant");
            }
        };
    }

    /** An executor as applications have it, which is woven. */
    private record Decorating(Executor pool) implements Executor {
        @Override
        public void execute(Runnable task) {
            pool.execute(decorated(task));
        }
    }

    private static void startVirtually(Runnable task) {
        if (Runtime.version().feature() < 21) {
            new Thread(task).start();
        } else {
            Jdk21.startVirtualThread(task);
        }
    }

    private static Executor decoratedBySpring() {
        SimpleAsyncTaskExecutor executor = new SimpleAsyncTaskExecutor();
        executor.setTaskDecorator(DecoratedTaskBehaviour::decorated);
        return executor;
    }

    private ThreadPoolExecutor withBeforeExecute(BlockingQueue<Runnable> queue) {
        return pools.with(new ThreadPoolExecutor(1, 1, 1, MINUTES, queue) {
            @Override
            protected void beforeExecute(Thread worker, Runnable task) {
                MDC.put("tenant", "acme");
            }

            @Override
            protected void afterExecute(Runnable task, Throwable thrown) {
                MDC.remove("tenant");
            }
        });
    }

    private ThreadPoolExecutor withFactory() {
        return pools.with(new ThreadPoolExecutor(
                1,
                1,
                1,
                MINUTES,
                new LinkedBlockingQueue<>(),
                worker -> new Thread(() -> {
                    MDC.put("tenant", "acme");
                    worker.run();
                })));
    }

    private ForkJoinPool withWorkers() {
        return pools.with(new ForkJoinPool(
                1,
                pool -> new ForkJoinWorkerThread(pool) {
                    @Override
                    protected void onStart() {
                        MDC.put("tenant", "acme");
                    }
                },
                null,
                false));
    }

    @NoAgentNeeded
    @DisplayName("a task of none sees the MDC of its decorator, of beforeExecute and of its worker")
    @ParameterizedTest
    @MethodSource("ways")
    void ofNone(Way way) {
        submitToAll("", way);
        assertThat(seen.next(13)).containsOnly(" acme");
    }

    @DisplayName("a task of A sees that as well as what A has")
    @ParameterizedTest
    @MethodSource("ways")
    void ofA(Way way) {
        submitToAll("A", way);
        assertThat(seen.next(13)).containsOnly("A acme");
    }

    static Stream<Arguments> waysByHand() {
        return Stream.of(
                argumentSet("wrap", (Way) (executor, task) ->
                        executor.execute(Correlation.current().wrap(task))),
                argumentSet("propagating", (Way)
                        (executor, task) -> Correlation.propagating(executor).execute(task)),
                argumentSet("Handoff", (Way) (executor, task) -> {
                    Handoff handoff = Handoff.capture();
                    executor.execute(() -> {
                        try (Scope ignored = handoff.resume()) {
                            task.run();
                        }
                    });
                }));
    }

    @DisplayName(
            "a task of A that is carried by hand sees the MDC of its decorator, of beforeExecute and of its worker")
    @ParameterizedTest
    @MethodSource("waysByHand")
    void carriedByHand(Way way) {
        submitToAll("A", way);
        assertThat(seen.next(13)).containsOnly("A acme");
    }

    private void submitToAll(String id, Way way) {
        ThreadPoolExecutor pool = pools.single();
        Stream.of(
                        task -> pool.execute(decorated(task)),
                        new Decorating(pool),
                        new Decorating(new OwnPool()),
                        new Decorating(task -> new Thread(task).start()),
                        new Decorating(DecoratedTaskBehaviour::startVirtually),
                        new Decorating(pools.forkJoin()),
                        new Decorating(pools.scheduled()),
                        new Decorating(new Decorating(pool)),
                        decoratedBySpring(),
                        withWorkers(),
                        withBeforeExecute(new LinkedBlockingQueue<>()),
                        withBeforeExecute(new ArrayBlockingQueue<>(2)),
                        withFactory())
                .forEach(executor -> in(id, () -> way.submit(executor, seen::here)));
    }

    @NoAgentNeeded
    @DisplayName("what a decorator has put is gone afterwards, and what one task puts the next does not see")
    @ParameterizedTest
    @MethodSource("ways")
    void goneAfterwards(Way way) {
        ThreadPoolExecutor pool = pools.single();
        way.submit(new Decorating(pool), seen::here);
        way.submit(pool, seen::here);
        assertThat(seen.next(2)).containsExactly(" acme", " null");
    }

    @NoAgentNeeded
    @DisplayName("a task of none runs in the scope of its decorator, unless it is a future within another")
    @ParameterizedTest
    @MethodSource("waysWithoutAFutureBetween")
    void scopeOfDecorator(Way way) {
        ThreadPoolExecutor pool = pools.single();
        way.submit(task -> pool.execute(() -> scoped(task)), ids::here);
        assertThat(ids.next()).isEqualTo("job-1");
    }

    @NoAgentNeeded
    @DisplayName("a task of none runs in the scope of the executor that runs it at once, a class or a lambda")
    @ParameterizedTest
    @MethodSource("ways")
    void scopeOfExecutor(Way way) {
        way.submit(new InScope(), ids::here);
        way.submit(DecoratedTaskBehaviour::scoped, ids::here);
        assertThat(ids.next(2)).containsOnly("job-1");
    }

    @NoAgentNeeded
    @DisplayName(
            "what a task puts into the MDC that is run at once is there for its submitter, as what the executor puts for it")
    @ParameterizedTest
    @MethodSource("ways")
    void mdcAtOnce(Way way) {
        way.submit(task -> decorated(task).run(), () -> {
            seen.here();
            MDC.put("step", "2");
        });
        assertThat(seen.next()).isEqualTo(" acme");
        assertThat(MDC.get("step")).isEqualTo("2");
        MDC.remove("step");
    }

    private static void scoped(Runnable task) {
        try (Scope ignored = Correlation.of("job-1").open()) {
            task.run();
        }
    }

    /** Runs tasks at once. */
    private static final class InScope implements Executor {
        @Override
        public void execute(Runnable task) {
            scoped(task);
        }
    }
}
