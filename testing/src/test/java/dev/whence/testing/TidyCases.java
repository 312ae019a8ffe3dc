package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.logging.log4j.CloseableThreadContext;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** The tests of {@link LeavingCases} without the faults. */
@NoFindings
class TidyCases {
    @Test
    void lostFailure() {
        CompletableFuture<Void> failing = CompletableFuture.runAsync(Work::fail, Work.POOL);
        assertThatExceptionOfType(CompletionException.class).isThrownBy(failing::join);
    }

    /** The failure is looked at a little after the test. */
    @Test
    void lostFailureOfAStage() {
        CompletableFuture<Void> failing =
                CompletableFuture.runAsync(() -> {}, Work.POOL).thenRunAsync(Work::fail, Work.POOL);
        Work.awaitEnd(failing);
        Work.KEPT.add(failing.whenCompleteAsync(
                (nothing, failure) -> assertThat(failure).isNotNull(),
                CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS, Work.POOL)));
    }

    @Test
    void lostFailureOfAPool() {
        Future<?> failing = Work.POOL.submit(Work::fail);
        assertThatExceptionOfType(ExecutionException.class).isThrownBy(failing::get);
    }

    @Test
    void keptFailure() {
        CompletableFuture<Void> failing = CompletableFuture.runAsync(Work::fail, Work.POOL);
        Work.KEPT.add(failing);
        Work.awaitEnd(failing);
        assertThat(failing).isCompletedExceptionally();
    }

    /** The work ends a little after the test. */
    @Test
    void runsOnAfterCancel() throws InterruptedException {
        CountDownLatch hasBegun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<Void> working = CompletableFuture.runAsync(
                () -> {
                    hasBegun.countDown();
                    Work.await(end);
                },
                Work.POOL);
        hasBegun.await();
        working.cancel(true);
        CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS).execute(end::countDown);
    }

    /** What is interrupted ends. */
    @Test
    void runsOnAfterInterrupt() throws InterruptedException {
        CountDownLatch hasBegun = new CountDownLatch(1);
        Future<?> working = Work.POOL.submit(() -> {
            hasBegun.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        hasBegun.await();
        working.cancel(true);
    }

    @Test
    void runsOnAfterTimeout() {
        CompletableFuture.runAsync(() -> {}, Work.POOL)
                .orTimeout(1, TimeUnit.MINUTES)
                .join();
    }

    @Test
    void deadPeriodicTask() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(3);
        ScheduledFuture<?> periodic = Work.POOL.scheduleAtFixedRate(runs::countDown, 0, 1, TimeUnit.MILLISECONDS);
        runs.await();
        periodic.cancel(false);
    }

    @Test
    void starvedPool() throws InterruptedException, ExecutionException {
        Work.POOL.submit(() -> Work.POOL.submit(() -> {}).get()).get();
    }

    @Test
    void waitCycle() throws InterruptedException {
        ReentrantLock one = new ReentrantLock();
        ReentrantLock other = new ReentrantLock();
        Thread first = Work.daemon(() -> Work.lock(one, new CountDownLatch(1), other));
        Thread second = Work.daemon(() -> Work.lock(one, new CountDownLatch(1), other));
        first.join();
        second.join();
    }

    @Test
    void openScope() {
        try (Scope scope = Correlation.of("closed").open()) {
            assertThat(Correlation.current().id()).isEqualTo("closed");
        }
    }

    @Test
    void changedMdc() {
        try (MDC.MDCCloseable user = MDC.putCloseable("user", "7")) {
            assertThat(MDC.get("user")).isEqualTo("7");
        }
    }

    @Test
    void changedThreadContext() {
        try (CloseableThreadContext.Instance user = CloseableThreadContext.put("user", "8")) {
            assertThat(user).isNotNull();
        }
    }
}
