package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import com.google.common.util.concurrent.Futures;
import com.google.common.util.concurrent.MoreExecutors;
import com.google.common.util.concurrent.SettableFuture;
import dev.whence.agent.attached.harness.FullStacksNeeded;
import dev.whence.agent.attached.harness.NoAgentNeeded;
import dev.whence.context.Correlation;
import io.netty.util.concurrent.DefaultPromise;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveAction;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The trace of an exception shows how the task came about that made it, and never another's. */
@FullStacksNeeded
@SuppressWarnings("FutureReturnValueIgnored")
class TrueTraceBehaviour {
    @AutoClose
    private final Pools pools = new Pools();

    @DisplayName("an exception that its task hands over by hand")
    @ParameterizedTest
    @MethodSource
    void byHand(Consumer<Throwable> handOver) {
        AtomicReference<IllegalStateException> caught = new AtomicReference<>();
        alicesRequest(() -> {
            try {
                fail();
            } catch (IllegalStateException e) {
                handOver.accept(e);
                caught.set(e);
            }
        });
        assertThat(frames(caught.get()))
                .startsWith("TrueTraceBehaviour.fail")
                .containsSubsequence("Async.execute", "TrueTraceBehaviour.alicesRequest");
    }

    static Stream<Arguments> byHand() {
        return Stream.of(
                handOver("completeExceptionally", e -> new CompletableFuture<>().completeExceptionally(e)),
                handOver("failedFuture", CompletableFuture::failedFuture),
                handOver("failedStage", CompletableFuture::failedStage),
                handOver("obtrudeException", e -> new CompletableFuture<>().obtrudeException(e)),
                handOver("as a cause", e -> CompletableFuture.failedFuture(new CompletionException(e))),
                handOver("FutureTask.setException", e -> new Settable().setException(e)),
                handOver("Guava", e -> SettableFuture.create().setException(e)),
                handOver("Netty, setFailure", e -> new DefaultPromise<>(ImmediateEventExecutor.INSTANCE).setFailure(e)),
                handOver("Netty, tryFailure", e -> new DefaultPromise<>(ImmediateEventExecutor.INSTANCE).tryFailure(e)),
                handOver("Netty, failed future", ImmediateEventExecutor.INSTANCE::newFailedFuture),
                handOver("a queue", e -> new LinkedBlockingQueue<>().add(e)));
    }

    private static Arguments handOver(String name, Consumer<Throwable> handOver) {
        return argumentSet(name, handOver);
    }

    private static final class Settable extends FutureTask<String> {
        Settable() {
            super(() -> "never called");
        }

        @Override
        public void setException(Throwable thrown) {
            super.setException(thrown);
        }
    }

    private static void fail() {
        throw new IllegalStateException("failed");
    }

    private void alicesRequest(Runnable body) {
        runIn("alice", body);
    }

    private void bobsRequest(Runnable body) {
        runIn("bob", body);
    }

    /** On a pool of the same kind each time, so that nothing but the body tells the stacks apart. */
    private void runIn(String whose, Runnable body) {
        Gate done = new Gate();
        Runnable opening = whose.equals("alice") ? () -> ofAlice(body, done) : () -> ofBob(body, done);
        pools.single().execute(opening);
        done.pass();
    }

    private static void ofAlice(Runnable body, Gate done) {
        try {
            body.run();
        } finally {
            done.open();
        }
    }

    private static void ofBob(Runnable body, Gate done) {
        Thread.currentThread().setUncaughtExceptionHandler((thread, thrown) -> done.open());
        body.run();
        done.open();
    }

    @NoAgentNeeded
    @DisplayName("an exception that another task made and kept, thrown out of a task")
    @Test
    void stored() {
        AtomicReference<RuntimeException> kept = new AtomicReference<>();
        alicesRequest(() -> kept.set(new IllegalStateException("kept")));
        bobsRequest(() -> {
            throw kept.get();
        });
        assertNobodyElses(kept.get());
    }

    @NoAgentNeeded
    @DisplayName("an exception that a thread without a task made, thrown by another")
    @Test
    void madeBefore() throws InterruptedException {
        RuntimeException made = new IllegalStateException("made before");
        Thread thread = new Thread(() -> {
            throw made;
        });
        thread.setUncaughtExceptionHandler((dead, thrown) -> {});
        thread.start();
        thread.join();
        assertNobodyElses(made);
        assertThat(frames(made)).doesNotContain("Async.start");
    }

    @NoAgentNeeded
    @DisplayName("an exception that another task made, handed over by hand")
    @Test
    void handedOnByAnother() {
        AtomicReference<RuntimeException> kept = new AtomicReference<>();
        alicesRequest(() -> kept.set(new IllegalStateException("kept")));
        bobsRequest(() -> CompletableFuture.failedFuture(kept.get()));
        assertNobodyElses(kept.get());
    }

    @NoAgentNeeded
    @DisplayName("an exception that is filled in again has the frames of that")
    @Test
    void filledInAgain() {
        AtomicReference<RuntimeException> shared = new AtomicReference<>();
        alicesRequest(() -> {
            shared.set(new IllegalStateException("shared"));
            CompletableFuture.failedFuture(shared.get());
        });
        shared.get().fillInStackTrace();
        assertThat(frames(shared.get())).startsWith("TrueTraceBehaviour.filledInAgain");
        assertNobodyElses(shared.get());
    }

    private static void assertNobodyElses(Throwable thrown) {
        assertThat(frames(thrown))
                .doesNotContain("TrueTraceBehaviour.bobsRequest", "TrueTraceBehaviour.alicesRequest")
                .noneMatch(frame -> frame.startsWith("Async."));
    }

    @DisplayName("a failed future that two tasks wait for has the trace of who failed")
    @Test
    void sharedFuture() {
        CompletableFuture<String> shared = new CompletableFuture<>();
        alicesRequest(() -> shared.completeExceptionally(new IllegalStateException("refused")));
        AtomicReference<Throwable> seen = new AtomicReference<>();
        bobsRequest(() -> {
            try {
                shared.get();
            } catch (ExecutionException e) {
                seen.set(e.getCause());
                throw (RuntimeException) e.getCause();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(frames(seen.get()))
                .containsSubsequence("Async.execute", "TrueTraceBehaviour.alicesRequest")
                .doesNotContain("TrueTraceBehaviour.bobsRequest");
    }

    @DisplayName("what a future makes of a failure belongs to the task that failed, whoever throws it on")
    @Test
    void wrapperOfTheFuture() {
        CompletableFuture<Object> failed = failingStage();
        AtomicReference<Throwable> seen = new AtomicReference<>();
        bobsRequest(() -> {
            try {
                failed.join();
            } catch (CompletionException e) {
                seen.set(e);
                throw e;
            }
        });
        assertThat(frames(seen.get()))
                .containsSubsequence("Async.thenApply", "TrueTraceBehaviour.failingStage")
                .doesNotContain("TrueTraceBehaviour.bobsRequest");
    }

    private static CompletableFuture<Object> failingStage() {
        CompletableFuture<String> source = new CompletableFuture<>();
        CompletableFuture<Object> stage = source.thenApply(value -> {
            throw new IllegalStateException(value);
        });
        elsewhere("B", () -> source.complete("value"));
        return stage;
    }

    @DisplayName("what a task runs itself is a part of it: the hops that led to the task follow all of its frames")
    @ParameterizedTest
    @MethodSource
    void partOfATask(String within, Part part) {
        AtomicReference<Throwable> printed = new AtomicReference<>();
        AtomicReference<Throwable> handedOver = new AtomicReference<>();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        alicesRequest(() -> part.run(pools, () -> {
            handedOver.set(new IllegalStateException("handed over"));
            CompletableFuture.failedFuture(handedOver.get());
            printed.set(new IllegalStateException("printed"));
            printed.get().printStackTrace(new PrintWriter(new StringWriter()));
        }));
        alicesRequest(() -> {
            try {
                part.run(pools, () -> {
                    thrown.set(new IllegalStateException("thrown"));
                    throw (RuntimeException) thrown.get();
                });
            } catch (RuntimeException e) {
                CompletableFuture.failedFuture(e);
            }
        });
        for (Throwable shown : List.of(printed.get(), handedOver.get(), thrown.get())) {
            List<String> frames = frames(shown);
            assertThat(frames)
                    .containsSubsequence(
                            within,
                            "TrueTraceBehaviour.ofAlice",
                            "Async.execute",
                            "TrueTraceBehaviour.alicesRequest",
                            "Async.thread");
            assertThat(frames.subList(0, frames.indexOf(within))).noneMatch(frame -> frame.startsWith("Async."));
        }
    }

    /** Runs something as a part of the current task. */
    private interface Part {
        void run(Pools pools, Runnable work);
    }

    static Stream<Arguments> partOfATask() {
        return Stream.of(
                part("a future", "FutureTask.run", (pools, work) -> {
                    FutureTask<?> future = new FutureTask<>(work, null);
                    future.run();
                    outcome(future);
                }),
                part("a pool without room", "ThreadPoolExecutor.execute", (pools, work) -> {
                    Gate gate = new Gate();
                    full(pools, gate).execute(work);
                    gate.open();
                }),
                part("a submission to a pool without room", "AbstractExecutorService.submit", (pools, work) -> {
                    Gate gate = new Gate();
                    Future<?> future = full(pools, gate).submit(work);
                    gate.open();
                    outcome(future);
                }),
                part("an executor of the program's", "TrueTraceBehaviour$Direct.execute", (pools, work) -> new Direct()
                        .execute(work)));
    }

    private static final class Direct implements Executor {
        @Override
        public void execute(Runnable runnable) {
            runnable.run();
        }
    }

    private static Arguments part(String name, String within, Part part) {
        return argumentSet(name, within, part);
    }

    /** A pool whose only thread is held back, so that who submits runs. */
    private static ExecutorService full(Pools pools, Gate gate) {
        ThreadPoolExecutor pool = pools.single(new SynchronousQueue<>());
        pool.setRejectedExecutionHandler(new ThreadPoolExecutor.CallerRunsPolicy());
        pool.execute(gate::pass);
        return pool;
    }

    private static void outcome(Future<?> future) {
        try {
            future.get();
        } catch (ExecutionException e) {
            throw (RuntimeException) e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @DisplayName("a fork/join task that another invokes is a part of it")
    @Test
    void invokedFork() {
        AtomicReference<Throwable> printed = new AtomicReference<>();
        pools.forkJoin().submit(new Invoking(printed)).join();
        assertThat(frames(printed.get()))
                .containsSubsequence(
                        "TrueTraceBehaviour$Printing.compute",
                        "ForkJoinTask.invoke",
                        "TrueTraceBehaviour$Invoking.compute",
                        "Async.submit",
                        "TrueTraceBehaviour.invokedFork");
        assertThat(frames(printed.get()).stream().takeWhile(frame -> !frame.endsWith("Invoking.compute")))
                .noneMatch(frame -> frame.startsWith("Async."));
    }

    private static final class Invoking extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final transient AtomicReference<Throwable> printed;

        Invoking(AtomicReference<Throwable> printed) {
            this.printed = printed;
        }

        @Override
        protected void compute() {
            new Printing(printed).invoke();
        }
    }

    private static final class Printing extends RecursiveAction {
        private static final long serialVersionUID = 1;
        private final transient AtomicReference<Throwable> printed;

        Printing(AtomicReference<Throwable> printed) {
            this.printed = printed;
        }

        @Override
        protected void compute() {
            printed.set(new IllegalStateException("printed"));
            printed.get().printStackTrace(new PrintWriter(new StringWriter()));
        }
    }

    @DisplayName("what is printed or handed over in a function that the API has wrapped")
    @ParameterizedTest
    @MethodSource
    void wrapped(String boundary, BiConsumer<Executor, Runnable> submission) {
        AtomicReference<Throwable> printed = new AtomicReference<>();
        AtomicReference<Throwable> handedOver = new AtomicReference<>();
        Gate done = new Gate();
        submission.accept(pools.single(), () -> {
            printed.set(new IllegalStateException("printed"));
            printed.get().printStackTrace(new PrintWriter(new StringWriter()));
            handedOver.set(new IllegalStateException("handed over"));
            CompletableFuture.failedFuture(handedOver.get());
            done.open();
        });
        done.pass();
        for (Throwable shown : List.of(printed.get(), handedOver.get())) {
            assertThat(frames(shown))
                    .containsSubsequence("Async." + boundary, "TrueTraceBehaviour.wrapped", "Async.thread")
                    .noneMatch(frame -> frame.startsWith("WrappedFunctions"));
        }
    }

    static Stream<Arguments> wrapped() {
        return Stream.of(
                argumentSet("wrap", "wrap", (BiConsumer<Executor, Runnable>)
                        (pool, body) -> pool.execute(Correlation.current().wrap(body))),
                argumentSet("propagating", "execute", (BiConsumer<Executor, Runnable>)
                        (pool, body) -> Correlation.propagating(pool).execute(body)));
    }

    @DisplayName("a failure that a task of Guava's keeps for its own future")
    @ParameterizedTest
    @MethodSource
    void keptForAFuture(Function<ExecutorService, Future<?>> registration) {
        Future<?> future = registration.apply(pools.single());
        assertThatThrownBy(future::get).cause().satisfies(failure -> assertThat(frames(failure))
                .startsWith("TrueTraceBehaviour.fail")
                .containsSubsequence("Async.thread", "ThreadPoolExecutor.runWorker")
                .contains("TrueTraceBehaviour.keptForAFuture"));
    }

    static Stream<Arguments> keptForAFuture() {
        return Stream.of(
                argumentSet("submit", (Function<ExecutorService, Future<?>>)
                        pool -> MoreExecutors.listeningDecorator(pool).submit(TrueTraceBehaviour::fail)),
                argumentSet("transform", (Function<ExecutorService, Future<?>>) pool -> Futures.transform(
                        Futures.immediateFuture("value"),
                        value -> {
                            fail();
                            return value;
                        },
                        pool)));
    }

    @DisplayName("what follows a failure that a future had no use for is not taken for its wrapper")
    @Test
    void notTheWrapper() throws Exception {
        AtomicReference<RuntimeException> first = new AtomicReference<>();
        AtomicReference<RuntimeException> second = new AtomicReference<>();
        ThreadPoolExecutor pool = pools.single();
        CompletableFuture<String> source = new CompletableFuture<>();
        source.thenApply(value -> value).whenComplete((value, failure) -> {
            first.set(new IllegalStateException("first"));
            throw first.get();
        });
        pool.execute(() -> source.completeExceptionally(new IllegalStateException("source")));
        pool.submit(() -> {}).get();
        pool.execute(() -> deep(12, () -> {
            second.set(new IllegalStateException("second", first.get()));
            CompletableFuture.failedFuture(second.get());
        }));
        pool.submit(() -> {}).get();
        assertThat(frames(second.get())).contains("Async.execute").doesNotContain("Async.whenComplete");
    }

    private static void deep(int calls, Runnable body) {
        if (calls == 0) {
            body.run();
        } else {
            deep(calls - 1, body);
        }
    }

    /** As "Class.method", without the packages. */
    private static List<String> frames(Throwable thrown) {
        return Arrays.stream(thrown.getStackTrace())
                .map(frame -> frame.getClassName().replaceAll(".*\\.", "") + "." + frame.getMethodName())
                .toList();
    }
}
