package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The times of a hop that is measured. It stands for some others, which are not: see {@link Sites}.
 *
 * <p>The clock is read at the hop, before the work and after it. So a hop that is not measured costs nothing more than
 * the count by which the next one is chosen.
 */
final class HopSample extends TaskTimes {
    private static final long NO_QUEUE = -1;

    /** What is measured of all hops of the same line; null if the hop is only measured for its span. */
    private final @Nullable Boundary boundary;

    private final int weight;
    private final String from;
    private final @Nullable HopRecord record;
    private String to = "";

    /** When the work got into a queue, if that was after the hop. */
    private long queued;

    /** How late the work began, if it had to wait for its time first. */
    private long lateNanos;

    private long waitNanos = NO_QUEUE;
    private boolean isDelayed;
    private boolean hasFailed;
    private boolean isCancelled;
    private boolean isOver;

    /** What becomes the span of the hop; null if it gets none. */
    @Nullable SpannedHop spanned;

    HopSample(@Nullable Boundary boundary, int weight, String from, long now) {
        super(now);
        this.boundary = boundary;
        this.weight = weight;
        this.from = from;
        this.record = boundary == null ? null : HopRecord.begun();
    }

    /** Creates the times of a hop that stands for no other ones. */
    static HopSample forSpan(String from, long now) {
        return new HopSample(null, 0, from, now);
    }

    @Override
    void isTaken() {
        if (boundary != null) {
            boundary.hops(weight);
        }
    }

    @Override
    void submittedNow() {
        super.submittedNow();
        queuedNow();
    }

    /** Notes that the work gets into a queue now. */
    void queuedNow() {
        queued = System.nanoTime();
        if (record != null) {
            record.restarts();
        }
    }

    /** Notes that the work had to wait for its time, and began so much later; negative if that is not known. */
    void delayed(long late) {
        isDelayed = true;
        lateNanos = late;
    }

    /** Called when the work begins in a pool. */
    void begins(String pool, boolean isQueued) {
        if (!isBegun()) {
            begins();
            to = pool;
            waitNanos = !isQueued ? NO_QUEUE : isDelayed ? lateNanos : waitedNanos(queued);
            if (boundary != null) {
                boundary.begins(weight, from, to, waitNanos);
            }
        }
    }

    /** Begins the span of the hop, unless it has begun before. */
    void beginsSpan(SpannedHop of, Object context, @Nullable Hop hop) {
        of.begins(context, hop, from, to, waitNanos, begun());
    }

    void fails(Throwable thrown) {
        hasFailed = true;
        if (spanned != null) {
            spanned.fails(thrown);
        }
    }

    /** Called when another hop takes the place of this one, whose work never begins. */
    void isWithdrawn() {
        if (!isBegun() && boundary != null) {
            boundary.hops(-weight);
        }
    }

    void cancels() {
        if (!isCancelled && !isOver) {
            isCancelled = true;
            if (boundary != null) {
                boundary.cancels(weight);
            }
        }
    }

    /** Called when the work has ended. */
    void ends(String correlation, @Nullable Hop hop) {
        if (isBegun() && !isOver) {
            isOver = true;
            long runNanos = ranNanos();
            // What had to wait for its time is not to be told to run on the caller.
            if (boundary != null) {
                boundary.ends(weight, isDelayed ? NO_QUEUE : waitNanos, runNanos, hasFailed);
            }
            if (record != null) {
                record.ends(new HopRecord.Ended(correlation, hop, from, to, waitNanos, runNanos, hasFailed));
            }
        }
    }
}
