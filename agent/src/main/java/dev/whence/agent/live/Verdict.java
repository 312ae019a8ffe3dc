package dev.whence.agent.live;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What can be said about the hops of a source line, with what to do about it.
 *
 * @param name the name of the verdict, for programs
 * @param text the verdict in words
 */
record Verdict(String name, String text) {
    /** Below this number of measured hops, chance would decide. */
    static final int ENOUGH = 50;

    private static final double MOST = 0.5;

    /** Work that is shorter costs less than the hop to another thread, if that has to be woken up. */
    private static final long SHORT_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

    /** From this number of measured hops on, one in a hundred is no accident. */
    private static final int ENOUGH_OF_RARE = 500;

    /** A shorter wait in a queue is nothing to worry about. */
    private static final long LONG_WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    private static final int MUCH_LONGER = 2;
    private static final int VERY_MUCH_LONGER = 10;
    private static final int WORTH = 10;

    /**
     * The times that were measured, in nanoseconds.
     *
     * @param count how many hops were measured, both in the queue and while the work ran
     * @param shorter the share of the hops whose work runs shorter than it waits
     * @param usualWait the median of the times in the queue
     * @param longWait the time in the queue that one hop in a hundred exceeds
     * @param run the median of the times of the work
     * @param pool the pool in which most of the work runs
     */
    record Measured(int count, double shorter, long usualWait, long longWait, long run, String pool) {}

    /** Returns the verdict; null if there is none, or too little was measured. */
    static @Nullable Verdict of(Measured hops) {
        if (hops.count < ENOUGH) {
            return null;
        }
        if (hops.shorter >= MOST && hops.run < SHORT_NANOS) {
            return new Verdict(
                    "short",
                    Math.round(100 * hops.shorter) + " % of these hops run shorter than they wait:"
                            + " run them on the caller");
        }
        if (hops.usualWait >= LONG_WAIT_NANOS && hops.usualWait >= MUCH_LONGER * hops.run) {
            return new Verdict(
                    "queued",
                    "waits " + times(hops.usualWait, hops.run) + " longer than it runs: " + hops.pool
                            + " is too small or too busy");
        }
        if (hops.count >= ENOUGH_OF_RARE
                && hops.longWait >= LONG_WAIT_NANOS
                && hops.longWait >= VERY_MUCH_LONGER * hops.run) {
            return new Verdict(
                    "bursts",
                    "1 in 100 waits " + times(hops.longWait, hops.run) + " longer than it runs: " + hops.pool
                            + " is full at times");
        }
        return hops.run >= WORTH * hops.usualWait
                ? new Verdict("worth it", "runs " + times(hops.run, hops.usualWait) + " longer than it waits: worth it")
                : null;
    }

    private static String times(long longer, long shorter) {
        double ratio = (double) longer / Math.max(1, shorter);
        return ratio < 10
                ? String.format(Locale.ROOT, "%.1f times", ratio)
                : ratio >= 1000 ? "more than 1000 times" : Math.round(ratio) + " times";
    }
}
