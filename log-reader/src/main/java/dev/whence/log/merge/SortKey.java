package dev.whence.log.merge;

/**
 * The place of a record in the order.
 *
 * @param stamp the own stamp, or the latest stamp of a predecessor if that is not earlier; an unsigned number
 * @param rank how many such records in a row precede it behind the same stamp, from 1; 0 if the stamp is its own
 */
public record SortKey(long stamp, int rank) {
    /** The key of lines before the first that has a stamp. */
    static final SortKey FIRST = new SortKey(0, 0);

    /** Returns the key of an event that comes after all that have the given key, but not before its own stamp. */
    SortKey next(long own) {
        return Long.compareUnsigned(own, stamp) > 0 ? new SortKey(own, 0) : new SortKey(stamp, rank + 1);
    }

    /** Returns the later one. */
    SortKey later(SortKey other) {
        int order = Long.compareUnsigned(stamp, other.stamp);
        return order > 0 || (order == 0 && rank >= other.rank) ? this : other;
    }
}
