package dev.whence.testing;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.ThreadContext;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Tests that leave something wrong behind, each of another kind. {@link NoFindingsIT} runs them. */
@NoFindings(graceMillis = 100)
class LeavingCases {
    @Test
    void lostFailure() {
        Work.awaitEnd(CompletableFuture.runAsync(Work::fail, Work.POOL));
    }

    @Test
    void lostFailureOfAStage() {
        Work.awaitEnd(CompletableFuture.runAsync(() -> {}, Work.POOL).thenRunAsync(Work::fail, Work.POOL));
    }

    @Test
    void lostFailureOfAPool() {
        Work.awaitEnd(Work.POOL.submit(Work::fail));
    }

    /** The garbage collector cannot free the exception. */
    @Test
    void keptFailure() {
        CompletableFuture<Void> failing = CompletableFuture.runAsync(Work::fail, Work.POOL);
        Work.KEPT.add(failing);
        Work.awaitEnd(failing);
    }

    @Test
    void runsOnAfterCancel() throws InterruptedException {
        CountDownLatch hasBegun = new CountDownLatch(1);
        CompletableFuture<Void> working = CompletableFuture.runAsync(() -> Work.runOn(hasBegun), Work.POOL);
        hasBegun.await();
        working.cancel(true);
    }

    @Test
    void runsOnAfterInterrupt() throws InterruptedException {
        CountDownLatch hasBegun = new CountDownLatch(1);
        Future<?> working = Work.POOL.submit(() -> Work.runOn(hasBegun));
        hasBegun.await();
        working.cancel(true);
    }

    @Test
    void runsOnAfterTimeout() throws InterruptedException {
        CountDownLatch hasBegun = new CountDownLatch(1);
        CompletableFuture<Void> working = CompletableFuture.runAsync(() -> Work.runOn(hasBegun), Work.POOL);
        hasBegun.await();
        working.orTimeout(1, TimeUnit.MILLISECONDS)
                .exceptionally(timeout -> null)
                .join();
    }

    @Test
    void deadPeriodicTask() {
        Work.awaitEnd(Work.POOL.scheduleAtFixedRate(Work::fail, 0, 1, TimeUnit.MILLISECONDS));
    }

    @Test
    void starvedPool() throws InterruptedException, ExecutionException {
        Future<?> outer = Work.SINGLE.submit(() -> Work.SINGLE.submit(() -> {}).get());
        try {
            outer.get(100, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // It stands still, and this test has a time limit.
        }
    }

    @Test
    void waitCycle() throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        CountDownLatch both = new CountDownLatch(2);
        Thread first = Work.daemon(() -> Work.lock(one, both, other));
        Thread second = Work.daemon(() -> Work.lock(other, both, one));
        while (first.getState() != Thread.State.WAITING || second.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
    }

    @Test
    @SuppressWarnings("MustBeClosedChecker")
    void openScope() {
        Scope scope = Correlation.of("left-open").open();
        Work.KEPT.add(scope);
    }

    @Test
    void changedMdc() {
        MDC.put("user", "7");
    }

    @Test
    void changedThreadContext() {
        ThreadContext.put("user", "8");
    }
}
