package dev.whence.logback;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The counts of an appender from one start to its stop. Then each event is in exactly one of written, dropped and
 * failed.
 */
final class Tally {
    private static final long NOT_ABANDONED = -1;

    /** Events that were not accepted. */
    private final AtomicLong refused = new AtomicLong();

    private final AtomicLong blocked = new AtomicLong();

    private final AtomicLong torn = new AtomicLong();

    /** These two are written by the worker only. */
    private volatile long written;

    private volatile long failed;

    /** The number of accepted events, if the appender has given up on those that are neither written nor failed. */
    private volatile long abandonedAt = NOT_ABANDONED;

    void refuse() {
        refused.incrementAndGet();
    }

    void block() {
        blocked.incrementAndGet();
    }

    void tear() {
        torn.incrementAndGet();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // There is one writer.
    void write(long events) {
        written += events;
    }

    /** Counts an event that failed, and returns how many there are. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // There is one writer.
    long fail() {
        return ++failed;
    }

    /**
     * Counts the accepted events that are neither written nor failed as dropped from now on. One that is written or
     * fails later counts as that.
     */
    void abandon(long accepted) {
        abandonedAt = accepted;
    }

    long written() {
        return written;
    }

    long failed() {
        return failed;
    }

    long blocked() {
        return blocked.get();
    }

    long torn() {
        return torn.get();
    }

    long dropped() {
        long accepted = abandonedAt;
        return refused.get() + (accepted == NOT_ABANDONED ? 0 : accepted - written - failed);
    }
}
