package dev.whence.logback;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collects dropped events into one pending gap, which the worker announces. Logging threads and the worker may use it
 * at the same time.
 */
final class GapCollector {
    /** A pending gap that spans more time is announced although events are still dropped. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final AtomicReference<@Nullable Pending> pending = new AtomicReference<>();

    /**
     * A gap that is not announced yet.
     *
     * @param gap the dropped events
     * @param place how many events had been accepted before the first of them
     */
    private record Pending(Gap gap, long place) {
        Pending plus(Gap added) {
            return new Pending(gap.plus(added), place);
        }
    }

    /**
     * Adds a gap to the pending gap, and returns whether it is the first one.
     *
     * @param place the number of events that were accepted so far
     */
    boolean add(Gap added, long place) {
        return pending.getAndUpdate(known -> known == null ? new Pending(added, place) : known.plus(added)) == null;
    }

    /** Returns whether there is a pending gap. */
    boolean isPending() {
        return pending.get() != null;
    }

    /**
     * Takes the pending gap if it should be announced now: after the events that were accepted before it.
     *
     * @param written the number of accepted events that were put so far
     * @param isOver whether the queue has free places again
     * @return null if there is no gap, or if it should wait for further events
     */
    @Nullable Gap takeIfDue(long written, boolean isOver) {
        Pending known = pending.get();
        boolean isDue = known != null && written >= known.place && (isOver || known.gap.isLongerThan(LONGEST));
        return isDue ? take() : null;
    }

    /** Takes the pending gap, or returns null if there is none. */
    @Nullable Gap take() {
        Pending taken = pending.getAndSet(null);
        return taken == null ? null : taken.gap;
    }
}
