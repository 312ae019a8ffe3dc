package dev.whence.agent.findings;

import java.util.Arrays;

/**
 * Limits what looks of one kind take to half a percent of a core, by the pauses between them. The shortest one of the
 * last looks counts: the others may have had to load classes, or to wait for a core.
 */
final class Budget {
    private static final int SHARE = 200;

    private final long[] last = new long[16];
    private int looks;
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
        last[looks++ & (last.length - 1)] = end - begin;
        notBefore = end + SHARE * Arrays.stream(last).min().orElse(0);
    }
}
