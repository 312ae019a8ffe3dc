package dev.whence.agent.findings;

/**
 * Limits what looks of one kind take to half a percent of a core, by the pauses between them. The shorter one of the last
 * two looks counts: one may have had to load classes, or to wait for a core.
 */
final class Budget {
    private static final int SHARE = 200;

    private long last;
    private long notBefore;

    Budget(long now) {
        notBefore = now;
    }

    /** Whether it is time for a look. All times are of {@link System#nanoTime}. */
    boolean allows(long now) {
        return now - notBefore >= 0;
    }

    /** Counts a look. */
    void spent(long begin, long end) {
        notBefore = end + SHARE * Math.min(end - begin, last);
        last = end - begin;
    }
}
