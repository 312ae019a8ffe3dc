package dev.whence.agent.attached;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import java.util.Timer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;

/** The threads of {@link RandomProgram}s. Only tasks of the cached pool may wait for others: it never runs out of threads. */
record ProgramThreads(
        ExecutorService cached,
        ExecutorService fixed,
        ScheduledExecutorService scheduled,
        ForkJoinPool forkJoin,
        Timer timer)
        implements AutoCloseable {
    static final boolean HAVE_VIRTUAL = Runtime.version().feature() >= 21;

    static ProgramThreads start() {
        return new ProgramThreads(
                Executors.newCachedThreadPool(),
                Executors.newFixedThreadPool(2),
                Executors.newScheduledThreadPool(1),
                new ForkJoinPool(2),
                new Timer(true));
    }

    Executor delayed() {
        return CompletableFuture.delayedExecutor(1, MILLISECONDS, fixed);
    }

    @Override
    public void close() {
        cached.shutdownNow();
        fixed.shutdownNow();
        scheduled.shutdownNow();
        forkJoin.shutdownNow();
        timer.cancel();
    }
}
