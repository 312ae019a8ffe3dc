package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;
import static dev.whence.agent.attached.Vocabulary.elsewhere;
import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * All ways from one level of a {@link MixedChain} to the next, and the boundaries that a stack trace shows there, the
 * innermost first. Where the next level is a part of the same task, there is none.
 */
@SuppressWarnings("FutureReturnValueIgnored")
record MixedLink(String name, List<String> boundaries, Hop.Starter starter) {
    /** When a continuation is registered, and who completes its future. */
    private enum Completion {
        BEFORE,
        BY_ITSELF,
        BY_ANOTHER
    }

    static List<MixedLink> all() {
        List<MixedLink> all = new ArrayList<>();
        Hop.all().forEach(hop -> all.add(ofHop(hop)));
        if (Runtime.version().feature() >= 21) {
            Hop.ofVirtualThreads().forEach(hop -> all.add(ofHop(hop)));
        }
        Continuation.all().forEach(continuation -> {
            for (Completion completion : Completion.values()) {
                all.add(ofContinuation(continuation, completion));
            }
        });
        addDelays(all);
        addForks(all);
        addHelpers(all);
        return all;
    }

    private static MixedLink ofHop(Hop hop) {
        List<String> boundaries = hop.boundary().equals("fork") ? List.of("fork", "invoke") : List.of(hop.boundary());
        return new MixedLink(hop.name(), boundaries, hop.starter());
    }

    private static MixedLink ofContinuation(Continuation continuation, Completion completion) {
        boolean isPart = completion == Completion.BEFORE && !continuation.isAsync();
        return new MixedLink(
                continuation + " completed " + completion,
                isPart ? List.of() : List.of(continuation.method()),
                (pools, body) -> {
                    Continuation.Sources sources = new Continuation.Sources();
                    if (completion == Completion.BEFORE) {
                        continuation.trigger(sources);
                    }
                    continuation.register(sources, pools.single(), () -> run(body));
                    if (completion == Completion.BY_ITSELF) {
                        continuation.trigger(sources);
                    } else if (completion == Completion.BY_ANOTHER) {
                        elsewhere("other", () -> continuation.trigger(sources));
                    }
                });
    }

    private static void addDelays(List<MixedLink> all) {
        add(all, "exceptionally", "orTimeout", (pools, body) -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            future.exceptionally(late -> run(body));
            future.orTimeout(1, MILLISECONDS);
        });
        add(all, "thenRun", "completeOnTimeout", (pools, body) -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            future.thenRun(body);
            future.completeOnTimeout("late", 1, MILLISECONDS);
        });
        add(
                all,
                "runAsync",
                "delayedExecutor",
                (pools, body) -> CompletableFuture.runAsync(body, CompletableFuture.delayedExecutor(1, MILLISECONDS)));
        add(all, "handleAsync", "delayedExecutor with a pool", (pools, body) -> CompletableFuture.completedFuture(
                        "done")
                .handleAsync(
                        (value, failure) -> run(body),
                        CompletableFuture.delayedExecutor(1, MILLISECONDS, pools.single())));
        // It shows where it was made, as whoever makes it may hand it to anyone.
        add(all, "async", "FutureTask", (pools, body) -> new Thread(new FutureTask<>(body, "done")).start());
        add(
                all,
                "invokeAny",
                "invokeAny",
                (pools, body) -> tryTo(() -> pools.single().invokeAny(List.of(Executors.callable(body)))));
    }

    private static void addForks(List<MixedLink> all) {
        add(
                all,
                List.of("fork", "invoke"),
                "fork and join",
                (pools, body) -> tryTo(() -> pools.forkJoin()
                        .invoke(ForkJoinTask.adapt(
                                () -> ForkJoinTask.adapt(body).fork().join()))));
        add(
                all,
                List.of("invoke"),
                "invoked by a task",
                (pools, body) -> tryTo(() -> pools.forkJoin().invoke(ForkJoinTask.adapt(() -> ForkJoinTask.adapt(body)
                        .invoke()))));
        add(all, List.of(), "a stream that one thread runs", (pools, body) -> IntStream.range(0, 1)
                .parallel()
                .forEach(i -> body.run()));
    }

    /** A stream that several threads run: the next level is one of its elements, which another thread has taken. */
    static MixedLink ofStream() {
        return new MixedLink("a stream that several threads run", List.of("async"), (pools, body) -> {
            Thread caller = Thread.currentThread();
            Gate taken = new Gate();
            AtomicBoolean isFirst = new AtomicBoolean(true);
            IntStream.range(0, 64).parallel().forEach(i -> {
                if (Thread.currentThread() == caller) {
                    taken.pass();
                } else if (isFirst.getAndSet(false)) {
                    taken.open();
                    body.run();
                }
            });
        });
    }

    /** The subtask of a scope, which waits for it and hears of its failure. */
    static MixedLink ofScope() {
        return new MixedLink("a subtask", List.of("fork"), (pools, body) -> {
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                scope.fork(() -> run(body));
                tryTo(scope::join);
            }
        });
    }

    /** Two subtasks, of which the second one fails after the first one has ended. */
    static MixedLink ofSecondSubtask() {
        return new MixedLink("the second of two subtasks", List.of("fork"), (pools, body) -> {
            try (Jdk21.Scope scope = new Jdk21.Scope()) {
                Gate first = new Gate();
                scope.fork(() -> {
                    first.open();
                    return "done";
                });
                scope.fork(() -> {
                    first.pass();
                    return run(body);
                });
                tryTo(scope::join);
            }
        });
    }

    /** What a thread runs while it waits for it. */
    private static void addHelpers(List<MixedLink> all) {
        add(all, List.of("supplyAsync", "submit"), "a join that helps", (pools, body) -> {
            ForkJoinPool pool = pools.forkJoin();
            pool.submit(
                    () -> CompletableFuture.supplyAsync(() -> run(body), pool).join());
        });
        add(all, "runAsync", "an executor that runs at once", (pools, body) -> {
            Executor direct = Runnable::run;
            CompletableFuture.runAsync(body, direct);
        });
        add(all, List.of("thenRun", "execute"), "a future that a pool completes", (pools, body) -> {
            CompletableFuture<String> future = new CompletableFuture<>();
            pools.single().execute(() -> {
                future.thenRun(body);
                future.complete("done");
            });
        });
    }

    private static void add(List<MixedLink> all, String boundary, String name, Hop.Starter starter) {
        add(all, List.of(boundary), name, starter);
    }

    private static void add(List<MixedLink> all, List<String> boundaries, String name, Hop.Starter starter) {
        all.add(new MixedLink(name, boundaries, starter));
    }

    private static String run(Runnable body) {
        body.run();
        return "done";
    }

    /** Something that fails in the end. */
    private interface Attempt {
        void run() throws InterruptedException, ExecutionException;
    }

    /** The failure of the body reaches whoever waits for it, and goes no further. */
    private static void tryTo(Attempt attempt) throws InterruptedException {
        try {
            attempt.run();
        } catch (ExecutionException | IllegalStateException | IllegalArgumentException | CompletionException e) {
            // That is what happens.
        }
    }

    /** Waits for a task that fails, as a program does. */
    static Throwable failureOf(Future<?> future) {
        try {
            future.get(SECONDS, TimeUnit.SECONDS);
            throw new AssertionError("It has not failed");
        } catch (Exception e) {
            return e;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
