package dev.whence.logback;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bounded slots for events between the threads that log and the appender behind. A place is claimed before the event
 * is stamped, so that an event which finds none leaves no trace in the graph.
 */
final class Slots {
    private final int capacity;
    private final long maxBlock;
    private final Semaphore free;

    /** How many places were given back: a sign that the appender behind releases. */
    private final AtomicLong releases = new AtomicLong();

    /** The releases when somebody last waited in vain. */
    private volatile long stalledAt = -1;

    private volatile boolean closed;

    Slots(int capacity, long maxBlock) {
        this.capacity = capacity;
        this.maxBlock = maxBlock;
        this.free = new Semaphore(capacity);
    }

    /** Claims a place if one is free. */
    boolean tryClaim() {
        return free.tryAcquire();
    }

    /** Claims a place, waiting for it until none was given back to anybody for {@code maxBlock} milliseconds. */
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

    /** Gives a place back. */
    void release() {
        releases.incrementAndGet();
        free.release();
    }

    /** Whether somebody has waited for a place in vain, and none was given back since. */
    boolean isStalled() {
        return releases.get() == stalledAt;
    }

    int capacity() {
        return capacity;
    }

    /** The number of free places. */
    int available() {
        return Math.min(capacity, free.availablePermits());
    }

    /** Closes the slots if nobody holds a place or waits for one. */
    boolean closeIfIdle() {
        if (free.hasQueuedThreads() || !free.tryAcquire(capacity)) {
            return false;
        }
        close();
        return true;
    }

    /** Lets in whoever waits: what is put from now on is counted and thrown away. */
    void close() {
        closed = true;
        free.release(capacity);
    }

    boolean isClosed() {
        return closed;
    }
}
