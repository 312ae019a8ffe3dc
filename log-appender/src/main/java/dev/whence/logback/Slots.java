package dev.whence.logback;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A bounded number of slots for queued events: a logging thread claims a slot, and the worker releases the slot when
 * the attached appender has taken the event.
 *
 * <p><b>Claim before stamp.</b> A slot is claimed before the event is stamped. An event that gets no slot is dropped
 * without a stamp, so no later event can name it as a predecessor.
 *
 * <p><b>Waiting.</b> A slow attached appender and one that hangs differ in one way only: the slow one still releases
 * slots. So {@link #claim} does not limit the whole wait. It limits the time in which no slot at all was released, to
 * any thread. The semaphore is not fair, and a waiting thread may be overtaken for longer than that time. When one
 * thread has waited in vain, the slots are <em>stalled</em>: the next threads need not wait for the same appender
 * again. The first release ends that state.
 *
 * <p><b>Closing.</b> The last act of the worker is {@link #closeIfIdle}, which succeeds only when the worker holds
 * every permit and no thread waits for one. Then no event can be on its way to the queue. {@link #close} sets the flag
 * first and then releases permits for the waiting threads. A thread that claims one of these permits sees the flag when
 * it has enqueued its event, and discards the event itself: see {@link AppenderWorker}.
 */
final class Slots {
    private final int capacity;
    private final long maxBlock;
    private final Semaphore free;

    /** The number of releases so far. It grows as long as the attached appender takes events. */
    private final AtomicLong releases = new AtomicLong();

    /** The value of {@link #releases} when a thread last waited in vain. */
    private volatile long stalledAt = -1;

    private volatile boolean closed;

    /**
     * Creates free slots.
     *
     * @param capacity the number of slots
     * @param maxBlock the time that {@link #claim} waits without any release, in milliseconds
     */
    Slots(int capacity, long maxBlock) {
        this.capacity = capacity;
        this.maxBlock = maxBlock;
        this.free = new Semaphore(capacity);
    }

    /** Claims a slot if one is free. */
    boolean tryClaim() {
        return free.tryAcquire();
    }

    /**
     * Claims a slot, and waits for a free one if necessary. An interrupt does not end the wait.
     *
     * @return false if no slot was released for {@code maxBlock} milliseconds
     */
    boolean claim() {
        long before;
        do {
            before = releases.get();
            if (UninterruptibleWait.await(maxBlock, nanos -> free.tryAcquire(nanos, TimeUnit.NANOSECONDS))) {
                return true;
            }
        } while (releases.get() != before);
        stalledAt = before;
        return false;
    }

    /** Releases a slot. */
    void release() {
        releases.incrementAndGet();
        free.release();
    }

    /** Returns whether a thread has waited in vain and no slot was released since. */
    boolean isStalled() {
        return releases.get() == stalledAt;
    }

    int capacity() {
        return capacity;
    }

    /** Returns the number of free slots. */
    int available() {
        return Math.min(capacity, free.availablePermits());
    }

    /** Closes the slots if no thread holds a slot or waits for one, and returns whether it did. */
    boolean closeIfIdle() {
        if (free.hasQueuedThreads() || !free.tryAcquire(capacity)) {
            return false;
        }
        close();
        return true;
    }

    /**
     * Closes the slots. The waiting threads get a permit, and discard their events as soon as they have enqueued them.
     */
    void close() {
        closed = true;
        free.release(capacity);
    }

    boolean isClosed() {
        return closed;
    }
}
