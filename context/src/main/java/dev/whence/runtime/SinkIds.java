package dev.whence.runtime;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;

/**
 * The IDs of log sinks.
 *
 * <p>There are {@value #LIMIT} places for sinks, which are reused. The low bits of an ID are the place. The other bits
 * tell apart the sinks that have used the place one after another, so that an old ID does not match a new sink.
 */
final class SinkIds {
    /** The maximum number of sinks at a time. */
    static final int LIMIT = 4;

    /** The ID of the shared sink, which always exists. */
    static final int SHARED = 0;

    /** The value of a place without a sink. */
    static final int CLOSED = -1;

    private static final AtomicIntegerArray OPEN = new AtomicIntegerArray(new int[] {SHARED, CLOSED, CLOSED, CLOSED});
    private static final AtomicInteger USERS = new AtomicInteger();

    /** Returns the ID of a new sink, or {@link #SHARED} if there are too many. */
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

    /** Closes a sink, unless another one has the place already. */
    static void close(int id) {
        OPEN.compareAndSet(place(id), id, CLOSED);
    }

    /** Returns the ID of the sink at a place, or {@link #CLOSED}. */
    static int at(int place) {
        return OPEN.get(place);
    }

    /** Whether a sink is open. */
    static boolean isOpen(int id) {
        return OPEN.get(place(id)) == id;
    }

    /** Returns the place of a sink. */
    static int place(int id) {
        return id % LIMIT;
    }

    private SinkIds() {}
}
