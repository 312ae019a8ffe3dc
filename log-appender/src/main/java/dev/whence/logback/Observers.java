package dev.whence.logback;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The threads that wait for a worker to reach a state. As long as there are none, the worker signals for free. */
final class Observers {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition progress = lock.newCondition();
    private final AtomicInteger waiting = new AtomicInteger();

    /** A state that a thread waits for. */
    interface State {
        boolean isReached();
    }

    /** Tells the worker that the current thread is about to wait. */
    void begin() {
        waiting.incrementAndGet();
    }

    void end() {
        waiting.decrementAndGet();
    }

    boolean areWaiting() {
        return waiting.get() > 0;
    }

    /** Waits between {@link #begin} and {@link #end}. Returns false if the time elapsed. */
    boolean await(long millis, State state) {
        return UninterruptibleWait.await(millis, nanos -> awaitNanos(nanos, state));
    }

    private boolean awaitNanos(long nanos, State state) throws InterruptedException {
        long left = nanos;
        lock.lockInterruptibly();
        try {
            while (!state.isReached()) {
                if (left <= 0) {
                    return false;
                }
                left = progress.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes the waiting threads look again. Called by the worker after each change of its state. */
    void signal() {
        if (areWaiting()) {
            lock.lock();
            try {
                progress.signalAll();
            } finally {
                lock.unlock();
            }
        }
    }
}
