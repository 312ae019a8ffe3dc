package dev.whence.log.stats;

import java.util.Arrays;

/** Durations in microseconds. */
public final class Sample {
    private long[] values = new long[16];
    private int size;
    private boolean isCorrected;
    private boolean isSorted;

    void add(long value, boolean restsOnClocks) {
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        values[size++] = value;
        isCorrected |= restsOnClocks;
        isSorted = false;
    }

    /** Returns how many there are. */
    public int size() {
        return size;
    }

    /** Returns whether the difference of two clocks is part of some of them. */
    public boolean isCorrected() {
        return isCorrected;
    }

    /** Returns the smallest value that so many percent of all do not exceed. */
    public long percentile(double percent) {
        if (!isSorted) {
            Arrays.sort(values, 0, size);
            isSorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * size);
        return values[Math.max(1, rank) - 1];
    }
}
