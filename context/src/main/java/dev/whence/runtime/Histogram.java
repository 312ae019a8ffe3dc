package dev.whence.runtime;

/**
 * How often which durations have occurred, in nanoseconds. Each power of two is divided into {@value #PARTS} buckets of
 * equal width, so a duration is known to an eighth of itself, and its middle to a sixteenth.
 *
 * <p>There is no synchronization. If two threads add at the same moment, one of the two may be lost.
 */
public final class Histogram {
    private static final int PARTS_BITS = 3;
    private static final int PARTS = 1 << PARTS_BITS;

    /** Longer durations, from 68 minutes on, are in the last bucket. */
    private static final int BUCKETS = 320;

    /** If a bucket gets fuller, all are halved: that changes no share. */
    private static final int FULL = 1 << 30;

    private final int[] counts = new int[BUCKETS];
    private long max;

    /** Adds a duration that stands for some equal ones. */
    void add(long nanos, int weight) {
        long duration = Math.max(0, nanos);
        int bucket = bucket(duration);
        int count = counts[bucket] + weight;
        counts[bucket] = count;
        if (duration > max) {
            max = duration;
        }
        if (count >= FULL) {
            for (int i = 0; i < BUCKETS; i++) {
                counts[i] >>= 1;
            }
        }
    }

    private static int bucket(long duration) {
        if (duration < PARTS) {
            return (int) duration;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(duration);
        int part = (int) (duration >>> (power - PARTS_BITS)) & (PARTS - 1);
        return Math.min(BUCKETS - 1, ((power - PARTS_BITS + 1) << PARTS_BITS) + part);
    }

    /** Returns the shortest duration in a bucket. */
    private static long begin(int bucket) {
        if (bucket < PARTS) {
            return bucket;
        }
        return (long) (PARTS + (bucket & (PARTS - 1))) << ((bucket >> PARTS_BITS) - 1);
    }

    /** Returns the longest duration. */
    public long max() {
        return max;
    }

    /** Returns the duration that a share of all does not exceed, such as 0.5; 0 if there is none at all. */
    public long quantile(double share) {
        long all = 0;
        for (int count : counts) {
            all += count;
        }
        long wanted = Math.max(1, (long) Math.ceil(all * share));
        long passed = 0;
        for (int i = 0; i < BUCKETS; i++) {
            passed += counts[i];
            if (passed >= wanted) {
                return i == BUCKETS - 1 ? max : Math.min(max, (begin(i) + begin(i + 1)) / 2);
            }
        }
        return 0;
    }
}
