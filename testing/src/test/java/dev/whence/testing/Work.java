package dev.whence.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/** What tests about findings do. All of it can be ended by {@link #end}. */
final class Work {
    static final ScheduledExecutorService POOL = Executors.newScheduledThreadPool(16);
    static final ExecutorService SINGLE = Executors.newSingleThreadExecutor();

    /** What the garbage collector must not free. */
    static final List<Object> KEPT = new CopyOnWriteArrayList<>();

    private static final CountDownLatch ENDED = new CountDownLatch(1);
    private static final List<Thread> DAEMONS = new CopyOnWriteArrayList<>();

    static void fail() {
        throw new IllegalStateException("it went wrong");
    }

    /** Waits for the end of a future, and does not look at its result. */
    static void awaitEnd(Future<?> future) {
        while (!future.isDone()) {
            Thread.onSpinWait();
        }
    }

    /** Runs on until the end of all, in spite of interrupts. */
    static void runOn(CountDownLatch hasBegun) {
        hasBegun.countDown();
        while (ENDED.getCount() > 0) {
            await(ENDED);
        }
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            // The caller decides what comes next.
        }
    }

    static Thread daemon(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        DAEMONS.add(thread);
        thread.start();
        return thread;
    }

    /** Takes one lock and then the other, as soon as the latch has been counted down. */
    static void lock(ReentrantLock one, CountDownLatch others, ReentrantLock other) {
        one.lock();
        try {
            others.countDown();
            await(others);
            other.lockInterruptibly();
            other.unlock();
        } catch (InterruptedException e) {
            // All has ended.
        } finally {
            one.unlock();
        }
    }

    static void end() {
        ENDED.countDown();
        DAEMONS.forEach(Thread::interrupt);
        POOL.shutdownNow();
        SINGLE.shutdownNow();
    }

    private Work() {}
}
