package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * A test that leaves several things behind, and a tidy one that runs at the same time, with the same code and the same
 * pool. {@link NoFindingsIT} runs them.
 */
@NoFindings(graceMillis = 100)
@Execution(ExecutionMode.CONCURRENT)
class LeavingBesideTidyCases {
    private static final CyclicBarrier BOTH = new CyclicBarrier(2);

    @Test
    void leaving() throws Exception {
        meet();
        CountDownLatch hasBegun = new CountDownLatch(1);
        CompletableFuture<Void> working = CompletableFuture.runAsync(() -> Work.runOn(hasBegun), Work.POOL);
        hasBegun.await();
        working.cancel(true);
        Work.awaitEnd(CompletableFuture.runAsync(Work::fail, Work.POOL));
        Work.awaitEnd(Work.POOL.scheduleAtFixedRate(Work::fail, 0, 1, TimeUnit.MILLISECONDS));
        meet();
    }

    @Test
    void tidy() throws Exception {
        meet();
        CompletableFuture<Void> failing = CompletableFuture.runAsync(Work::fail, Work.POOL);
        assertThatExceptionOfType(CompletionException.class).isThrownBy(failing::join);
        meet();
    }

    private static void meet() throws InterruptedException, BrokenBarrierException, TimeoutException {
        BOTH.await(30, TimeUnit.SECONDS);
    }
}
