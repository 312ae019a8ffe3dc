package dev.whence.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The ids of log sinks. There are few places for sinks, which are used again: an id has the place in its low bits, and in the
 * others which of the successive users of that place it is.
 */
final class SinkIds {
    /** How many sinks there may be at a time. */
    static final int LIMIT = 4;

    /** The sink that is always there. */
    static final int SHARED = 0;

    /** Stands in a place that has no sink. */
    static final int CLOSED = -1;

    private static final AtomicIntegerArray OPEN = new AtomicIntegerArray(new int[] {SHARED, CLOSED, CLOSED, CLOSED});
    private static final AtomicInteger USERS = new AtomicInteger();

    /** The id of a new sink; {@link #SHARED} if there are too many. */
    static int open() {
        int user = USERS.incrementAndGet();
        for (int place = 1; place < LIMIT; place++) {
            int id = user * LIMIT + place;
            if (OPEN.compareAndSet(place, CLOSED, id)) {
                return id;
            }
        }
        return SHARED;
    }

    /** Makes room for another sink, unless somebody else has the place by now. */
    static void close(int id) {
        OPEN.compareAndSet(place(id), id, CLOSED);
    }

    /** The sink at a place, or {@link #CLOSED}. */
    static int at(int place) {
        return OPEN.get(place);
    }

    /** Whether a sink is not closed. */
    static boolean isOpen(int id) {
        return OPEN.get(place(id)) == id;
    }

    /** The place of a sink. */
    static int place(int id) {
        return id % LIMIT;
    }

    private SinkIds() {}
}
