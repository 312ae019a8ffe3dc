package dev.whence.shop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** A helper that calls an action on several threads, which begin at the same time. */
public final class AtOnce {
    public static <T> List<T> call(int threads, Callable<T> action) throws Exception {
        CyclicBarrier start = new CyclicBarrier(threads);
        Callable<T> together = () -> {
            start.await(20, TimeUnit.SECONDS);
            return action.call();
        };
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(Collections.nCopies(threads, together))) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private AtOnce() {}
}
