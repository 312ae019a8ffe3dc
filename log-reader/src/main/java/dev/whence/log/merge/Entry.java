package dev.whence.log.merge;

/** A record that waits for its turn. */
final class Entry implements Comparable<Entry> {
    private static final int OVERHEAD = 80;

    /** The stamp by which the record is sorted, an unsigned number. */
    final long key;

    /** The place among the records behind the same stamp that was not believed; 0 for all others. */
    final int rank;

    /** The number of the file. */
    final int file;

    /** The number of the line. */
    final long line;

    /** What is written for the record. */
    final byte[] output;

    Entry(long key, int rank, int file, long line, byte[] output) {
        this.key = key;
        this.rank = rank;
        this.file = file;
        this.line = line;
        this.output = output;
    }

    /** Whether the entry comes before all lines with a stamp, an unsigned number. */
    boolean isBefore(long stamp) {
        return Long.compareUnsigned(key, stamp) < 0;
    }

    /** Returns about how many bytes of memory the entry takes. */
    int size() {
        return output.length + OVERHEAD;
    }

    @Override
    public int compareTo(Entry other) {
        int order = Long.compareUnsigned(key, other.key);
        order = order == 0 ? Integer.compare(rank, other.rank) : order;
        order = order == 0 ? Integer.compare(file, other.file) : order;
        return order == 0 ? Long.compare(line, other.line) : order;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry entry && compareTo(entry) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(key * 31 + line);
    }
}
