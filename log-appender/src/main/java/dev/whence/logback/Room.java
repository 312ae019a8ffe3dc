package dev.whence.logback;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The bounded room for events between the threads that log and the appender behind. A place is claimed before the event
 * is stamped, so that an event which finds none leaves no trace in the graph.
 */
final class Room {
    private final int size;
    private final long maxBlock;
    private final Semaphore free;
    private volatile boolean stuck;
    private volatile boolean closed;

    Room(int size, long maxBlock) {
        this.size = size;
        this.maxBlock = maxBlock;
        this.free = new Semaphore(size);
    }

    /** Claims a place if one is free. */
    boolean tryClaim() {
        return free.tryAcquire() && keepUnlessClosed();
    }

    /** Claims a place, waiting for it at most {@code maxBlock} milliseconds. */
    boolean claim() {
        if (Patience.await(maxBlock, nanos -> free.tryAcquire(nanos, TimeUnit.NANOSECONDS))) {
            return keepUnlessClosed();
        }
        stuck = true;
        return false;
    }

    private boolean keepUnlessClosed() {
        if (closed) {
            free.release();
        }
        return !closed;
    }

    /** Gives a place back. */
    void release() {
        stuck = false;
        free.release();
    }

    /** Whether somebody has waited for a place in vain, and none was given back since. */
    boolean isStuck() {
        return stuck;
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

    /** From now on there is no place; whoever waits for one is told. */
    void close() {
        closed = true;
        free.release(size);
    }

    boolean isClosed() {
        return closed;
    }
}
