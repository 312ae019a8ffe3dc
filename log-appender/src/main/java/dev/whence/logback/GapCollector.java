package dev.whence.logback;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Collects dropped events into one pending gap, which the worker announces. Logging threads and the worker may use it
 * at the same time.
 */
final class GapCollector {
    /** A pending gap that spans more time is announced although events are still dropped. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final AtomicReference<@Nullable Gap> pending = new AtomicReference<>();

    /** Adds a dropped event to the pending gap, and returns whether it is the first one. */
    boolean add(Instant instant, String reason) {
        return add(Gap.of(instant, reason));
    }

    /** Adds a gap to the pending gap, and returns whether it is the first one. */
    boolean add(Gap added) {
        return pending.getAndUpdate(gap -> gap == null ? added : gap.plus(added)) == null;
    }

    /**
     * Takes the pending gap if it should be announced now.
     *
     * @param isOver whether the queue has free slots again
     * @return null if there is no gap, or if it should wait for further dropped events
     */
    @Nullable Gap takeIfDue(boolean isOver) {
        Gap gap = pending.get();
        return gap != null && (isOver || gap.isLongerThan(LONGEST)) ? take() : null;
    }

    /** Takes the pending gap, or returns null if there is none. */
    @Nullable Gap take() {
        return pending.getAndSet(null);
    }
}
