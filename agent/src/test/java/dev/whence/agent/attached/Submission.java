package dev.whence.agent.attached;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;

/** A way to hand a task to an executor. */
@SuppressWarnings("FutureReturnValueIgnored")
record Submission(String name, Method method) {
    interface Method {
        void submit(ExecutorService executor, Seen seen) throws Exception;
    }

    /** Every one that an executor service has. */
    static Stream<Submission> all() {
        return Stream.of(
                of("execute(lambda)", (executor, seen) -> executor.execute(seen::here)),
                of("execute(named)", (executor, seen) -> executor.execute(new Named(seen))),
                of("execute(FutureTask)", (executor, seen) -> executor.execute(new FutureTask<>(seen::here))),
                of("submit(runnable)", (executor, seen) -> executor.submit((Runnable) seen::here)),
                of("submit(runnable, result)", (executor, seen) -> executor.submit(seen::here, "result")),
                of("submit(callable)", (executor, seen) -> executor.submit((Callable<String>) seen::here)),
                of("submit(named callable)", (executor, seen) -> executor.submit(new NamedCallable(seen))),
                of("invokeAll", (executor, seen) -> executor.invokeAll(List.of(seen::here))),
                of("invokeAll(timed)", (executor, seen) -> executor.invokeAll(List.of(seen::here), 10, SECONDS)),
                of("invokeAny", (executor, seen) -> executor.invokeAny(List.of(seen::here))),
                of("invokeAny(timed)", (executor, seen) -> executor.invokeAny(List.of(seen::here), 10, SECONDS)),
                of("completion service, callable", (executor, seen) -> new ExecutorCompletionService<String>(executor)
                        .submit(seen::here)),
                of("completion service, runnable", (executor, seen) -> new ExecutorCompletionService<String>(executor)
                        .submit(seen::here, "result")),
                of("supplyAsync", (executor, seen) -> CompletableFuture.supplyAsync(seen::here, executor)),
                of("runAsync", (executor, seen) -> CompletableFuture.runAsync(seen::here, executor)));
    }

    private static Submission of(String name, Method method) {
        return new Submission(name, method);
    }

    /** Those of a plain {@link Executor}. */
    static Stream<Submission> ofExecutor() {
        return all().filter(submission -> submission.name.startsWith("execute"));
    }

    void submit(ExecutorService executor, Seen seen) throws Exception {
        method.submit(executor, seen);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A task of a class that has a name, and an order as priority queues need it. */
    record Named(Seen seen) implements Runnable, Comparable<Named> {
        @Override
        public void run() {
            seen.here();
        }

        @Override
        public int compareTo(Named other) {
            return 0;
        }
    }

    private record NamedCallable(Seen seen) implements Callable<String> {
        @Override
        public String call() {
            return seen.here();
        }
    }
}
