package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded first-in-first-out queue of events: any thread adds, and one thread, the worker, takes.
 *
 * <p>The queues of the JDK cannot be used here. With the agent's option {@code queues=edges} they record an edge from
 * each producer to the consumer. The worker would then come after every event, which is useless and expensive.
 *
 * <p><b>Adding.</b> A thread first claims a position and then publishes its event there. Positions are claimed by a
 * compare-and-set, and only if there is room. So a thread never waits with a position in its hands, and the worker never
 * waits for a thread that itself waits for the worker. The order of the positions is the order of the events. Between
 * the two steps, which run no code of the application, the worker sees no event at that position or behind it.
 *
 * <p><b>Limit.</b> Adding threads share a position up to which there is room for certain. They read how far the worker
 * is only if that limit is reached, as in the {@code MpscArrayQueue} of JCTools.
 *
 * <p><b>Closing.</b> A closed ring has a mark in the very number that a thread must change to claim a position. So the
 * number of events that were accepted is final as soon as the ring is closed, and the worker still finds all of them.
 */
final class EventRing {
    /** The result of {@link #claim} if there is no room. */
    static final long FULL = -1;

    /** The result of {@link #claim} if the ring is closed. */
    static final long CLOSED = -2;

    private static final long CLOSED_MARK = 1L << 62;

    /** The places of the three positions in {@link #positions}. No two of them share a cache line. */
    private static final int CLAIMED = 16;

    private static final int LIMIT = 32;
    private static final int TAKEN = 48;

    private final AtomicLongArray positions = new AtomicLongArray(64);
    private final AtomicReferenceArray<@Nullable ILoggingEvent> events;
    private final int capacity;
    private final int mask;

    EventRing(int capacity) {
        int size = Integer.highestOneBit(capacity);
        this.events = new AtomicReferenceArray<>(size == capacity ? size : 2 * size);
        this.mask = events.length() - 1;
        this.capacity = capacity;
        positions.set(LIMIT, capacity);
    }

    /** Claims a position, or returns {@link #FULL} or {@link #CLOSED}. The caller must publish an event there. */
    long claim() {
        while (true) {
            long position = positions.get(CLAIMED);
            if ((position & CLOSED_MARK) != 0) {
                return CLOSED;
            }
            if (position >= positions.get(LIMIT) && !raiseLimit(position)) {
                return FULL;
            }
            if (positions.compareAndSet(CLAIMED, position, position + 1)) {
                return position;
            }
        }
    }

    private boolean raiseLimit(long position) {
        long limit = positions.get(TAKEN) + capacity;
        if (position >= limit) {
            return false;
        }
        positions.lazySet(LIMIT, limit);
        return true;
    }

    /** Publishes an event at a claimed position. */
    void publish(long position, ILoggingEvent event) {
        events.set((int) position & mask, event);
    }

    /** Returns the next event, or null if it is not published yet. Called by the worker only. */
    @Nullable ILoggingEvent peek() {
        return events.get((int) next() & mask);
    }

    /** Removes the event that {@link #peek} has returned, and so makes room. Called by the worker only. */
    void remove() {
        long next = next();
        events.lazySet((int) next & mask, null);
        positions.lazySet(TAKEN, next + 1);
    }

    /** Returns whether no position is claimed that was not removed. Called by the worker only. */
    boolean isEmpty() {
        return accepted() == next();
    }

    /** Closes the ring if it is empty. Called by the worker only. */
    void closeIfEmpty() {
        long next = next();
        positions.compareAndSet(CLAIMED, next, next | CLOSED_MARK);
    }

    /**
     * Returns the position of the event that is taken next. Called by the worker only, which alone changes it. A field of
     * this object for it would share a cache line with the fields that each adding thread reads.
     */
    private long next() {
        return positions.getPlain(TAKEN);
    }

    void close() {
        long claimed;
        do {
            claimed = positions.get(CLAIMED);
        } while (!positions.compareAndSet(CLAIMED, claimed, claimed | CLOSED_MARK));
    }

    boolean isClosed() {
        return (positions.get(CLAIMED) & CLOSED_MARK) != 0;
    }

    /** Returns the number of positions that were claimed so far. */
    long accepted() {
        return positions.get(CLAIMED) & ~CLOSED_MARK;
    }

    /** Returns the number of events that were removed so far. */
    long removed() {
        return positions.get(TAKEN);
    }

    int capacity() {
        return capacity;
    }

    /** Returns for how many further events there is room. */
    int available() {
        // In this order: more may have been removed since, which must not count as negative.
        long removed = removed();
        return (int) Math.max(0, capacity - (accepted() - removed));
    }
}
