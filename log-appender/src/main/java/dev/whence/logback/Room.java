package dev.whence.logback;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bounded room for events between the threads that log and the appender behind. A place is claimed before the event
 * is stamped, so that an event which finds none leaves no trace in the graph.
 */
final class Room {
    private final int size;
    private final long maxBlock;
    private final Semaphore free;

    /** How many places were given back: a sign that the appender behind moves. */
    private final AtomicLong moves = new AtomicLong();

    /** The moves when somebody last waited in vain. */
    private volatile long stuckAt = -1;

    private volatile boolean closed;

    Room(int size, long maxBlock) {
        this.size = size;
        this.maxBlock = maxBlock;
        this.free = new Semaphore(size);
    }

    /** Claims a place if one is free. */
    boolean tryClaim() {
        return free.tryAcquire();
    }

    /** Claims a place, waiting for it until none was given back to anybody for {@code maxBlock} milliseconds. */
    boolean claim() {
        long before;
        do {
            before = moves.get();
            if (Patience.await(maxBlock, nanos -> free.tryAcquire(nanos, TimeUnit.NANOSECONDS))) {
                return true;
            }
        } while (moves.get() != before);
        stuckAt = before;
        return false;
    }

    /** Gives a place back. */
    void release() {
        moves.incrementAndGet();
        free.release();
    }

    /** Whether somebody has waited for a place in vain, and none was given back since. */
    boolean isStuck() {
        return moves.get() == stuckAt;
    }

    int size() {
        return size;
    }

    /** The number of free places. */
    int available() {
        return Math.min(size, free.availablePermits());
    }

    /** Closes the room if nobody holds a place or waits for one. */
    boolean closeIfUnused() {
        if (free.hasQueuedThreads() || !free.tryAcquire(size)) {
            return false;
        }
        close();
        return true;
    }

    /** Lets in whoever waits: what is put from now on is counted and thrown away. */
    void close() {
        closed = true;
        free.release(size);
    }

    boolean isClosed() {
        return closed;
    }
}
