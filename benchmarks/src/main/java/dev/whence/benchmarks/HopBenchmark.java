package dev.whence.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RecursiveTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** JMH benchmarks of one hop of each kind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HopBenchmark {
    private static final int MANY = 100;
    private static final int BATCH = 1000;

    /** The kind of context that is open during the benchmark. */
    @Param("NONE")
    public OpenContext context = OpenContext.NONE;

    private final ThreadPoolExecutor pool = onePoolThread();
    private final ForkJoinPool forkJoinPool = new ForkJoinPool(1);
    private AutoCloseable scope = () -> {};

    private static ThreadPoolExecutor onePoolThread() {
        return new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), action -> {
            Thread thread = new Thread(action, "pool");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Opens the context in each iteration, since each iteration is a task, and agents restore the context at its end.
     */
    @Setup(Level.Iteration)
    public void open() {
        pool.prestartAllCoreThreads();
        scope = context.open();
    }

    @TearDown(Level.Iteration)
    public void close() throws Exception {
        scope.close();
    }

    @TearDown
    public void stop() {
        pool.shutdownNow();
        forkJoinPool.shutdownNow();
    }

    @Benchmark
    public CompletableFuture<Integer> thenApply() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> second = first.thenApply(x -> x + 1);
        first.complete(1);
        return second;
    }

    /** Submits a batch, since waking the pool's thread takes a hundred times longer than a hop and varies as much. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int thenApplyAsync() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        List<Future<Integer>> stages = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            stages.add(first.thenApplyAsync(x -> x + 1, pool));
        }
        first.complete(1);
        return sum(stages);
    }

    /** Measures the submission alone: the pool's thread is blocked in the meantime. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void execute(HeldPool held) {
        for (int i = 0; i < BATCH; i++) {
            held.executor.execute(() -> held.runs++);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int submitAndGet() {
        List<Future<Integer>> futures = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            futures.add(pool.submit(() -> 1));
        }
        return sum(futures);
    }

    private static int sum(List<Future<Integer>> futures) {
        int sum = 0;
        for (Future<Integer> future : futures) {
            try {
                sum += future.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException(e);
            }
        }
        return sum;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public int submitAndFail() {
        int failures = 0;
        for (Future<Integer> future : submitFailing()) {
            failures += failureOf(future) == null ? 0 : 1;
        }
        return failures;
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void submitAndKeepFailure(Failures failures) {
        for (Future<Integer> future : submitFailing()) {
            failures.keep(failureOf(future));
        }
    }

    private List<Future<Integer>> submitFailing() {
        List<Future<Integer>> futures = new ArrayList<>(BATCH);
        for (int i = 0; i < BATCH; i++) {
            futures.add(pool.submit(() -> fail(8)));
        }
        return futures;
    }

    private static int fail(int depth) {
        if (depth > 0) {
            return fail(depth - 1) + 1;
        }
        throw new IllegalArgumentException("on purpose");
    }

    private static @Nullable Throwable failureOf(Future<Integer> future) {
        try {
            future.get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Integer forkAndJoin() {
        return forkJoinPool.invoke(new Forks());
    }

    @Benchmark
    public CompletableFuture<Integer> chainOf100() {
        CompletableFuture<Integer> first = new CompletableFuture<>();
        CompletableFuture<Integer> last = first;
        for (int i = 0; i < MANY; i++) {
            last = last.thenApply(x -> x + 1);
        }
        first.complete(1);
        return last;
    }

    @Benchmark
    public CompletableFuture<Void> allOf100() {
        CompletableFuture<?>[] parts = new CompletableFuture<?>[MANY];
        for (int i = 0; i < MANY; i++) {
            parts[i] = new CompletableFuture<>();
        }
        CompletableFuture<Void> all = CompletableFuture.allOf(parts);
        for (CompletableFuture<?> part : parts) {
            part.complete(null);
        }
        return all;
    }

    /** Runs all threads on one carrier, when their starter waits. Waking other carriers takes longer and varies. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void virtualThread() throws Exception {
        FutureTask<Void> batch = new FutureTask<>(this::startAndJoin);
        VirtualThreads.start(batch);
        batch.get();
    }

    private Void startAndJoin() throws Exception {
        try (AutoCloseable ignored = context.open()) {
            Thread[] threads = new Thread[BATCH];
            for (int i = 0; i < BATCH; i++) {
                threads[i] = VirtualThreads.start(() -> {});
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        return null;
    }

    /** A ring of the last failures, which keeps them reachable. */
    @State(Scope.Thread)
    public static class Failures {
        private final @Nullable Throwable[] last = new Throwable[100_000];
        private int next;

        void keep(@Nullable Throwable failure) {
            last[next] = failure;
            next = (next + 1) % last.length;
        }
    }

    /** A pool whose only thread waits until the batch is submitted. */
    @State(Scope.Thread)
    public static class HeldPool {
        final ThreadPoolExecutor executor = onePoolThread();
        private final Semaphore start = new Semaphore(0);
        private final Semaphore end = new Semaphore(0);
        int runs;

        @Setup(Level.Invocation)
        public void hold() {
            executor.execute(start::acquireUninterruptibly);
        }

        @TearDown(Level.Invocation)
        public void drain() {
            executor.execute(end::release);
            start.release();
            end.acquireUninterruptibly();
        }

        @TearDown
        public void stop() {
            executor.shutdownNow();
        }
    }

    /** A task that forks small tasks and joins each before the next. */
    private static final class Forks extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        protected Integer compute() {
            int sum = 0;
            for (int i = 0; i < BATCH; i++) {
                sum += new Small().fork().join();
            }
            return sum;
        }
    }

    private static final class Small extends RecursiveTask<Integer> {
        private static final long serialVersionUID = 1;

        @Override
        protected Integer compute() {
            return 1;
        }
    }
}
