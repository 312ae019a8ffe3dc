package dev.whence.logback;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Collects dropped events into gaps until they are announced. */
final class GapCollector {
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final AtomicReference<@Nullable Gap> pending = new AtomicReference<>();

    /** Adds an event; true if it is the first of a gap. */
    boolean add(Instant instant, String reason) {
        Gap before = pending.getAndUpdate(gap -> gap == null ? Gap.of(instant, reason) : gap.plus(instant));
        return before == null;
    }

    /** Ends the gap if it is time to: when the congestion is over, or when the gap has grown long. */
    @Nullable Gap takeIfDue(boolean isOver) {
        Gap gap = pending.get();
        return gap != null && (isOver || gap.isLongerThan(LONGEST)) ? take() : null;
    }

    /** Ends the gap, if there is one. */
    @Nullable Gap take() {
        return pending.getAndSet(null);
    }
}
