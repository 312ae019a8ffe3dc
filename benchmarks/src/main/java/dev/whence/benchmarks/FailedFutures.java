package dev.whence.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Lets many futures fail, and prints ten times how large the heap is and what each future has cost. That is the
 * CPU time of the whole process, with that of the collector and of the agent's threads. If futures are kept, their
 * exceptions stay reachable. Every second one is looked at, and the others are lost.
 *
 * <p>Arguments: the number of futures, and how many of the latest ones are kept.
 *
 * <p>{@code java [-javaagent:…] -Xmx1g -cp whence-benchmarks.jar dev.whence.benchmarks.FailedFutures 10000000 0}
 */
final class FailedFutures {
    private static final int STEPS = 10;
    private static final int WARM_UP = 100_000;

    private static final OperatingSystemMXBean BEAN =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final Deque<CompletableFuture<String>> kept = new ArrayDeque<>();
    private final int most;

    private FailedFutures(int most) {
        this.most = most;
    }

    public static void main(String[] args) {
        int futures = Integer.parseInt(args[0]);
        FailedFutures program = new FailedFutures(Integer.parseInt(args[1]));
        program.fail(WARM_UP);
        for (int i = 1; i <= STEPS; i++) {
            long begin = BEAN.getProcessCpuTime();
            program.fail(futures / STEPS);
            long nanos = (BEAN.getProcessCpuTime() - begin) / (futures / STEPS);
            System.out.printf(
                    Locale.ROOT, "%,d failed, %,d ns each, heap %d MB%n", i * (futures / STEPS), nanos, heap());
        }
    }

    private void fail(int count) {
        Supplier<String> work = FailedFutures::work;
        for (int i = 0; i < count; i++) {
            // A hop whose work runs on the same thread, so that nothing else is measured.
            CompletableFuture<String> future = CompletableFuture.supplyAsync(work, Runnable::run);
            if (i % 2 == 0) {
                look(future);
            }
            if (most > 0) {
                keep(future);
            }
        }
    }

    private static String work() {
        throw new IllegalStateException("no stock");
    }

    private static void look(CompletableFuture<String> future) {
        try {
            future.join();
        } catch (CompletionException e) {
            // Looked at.
        }
    }

    private void keep(CompletableFuture<String> future) {
        kept.add(future);
        if (kept.size() > most) {
            kept.remove();
        }
    }

    private static long heap() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return (runtime.totalMemory() - runtime.freeMemory()) >> 20;
    }
}
