package dev.whence.log.merge;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** A queue that gives the earliest entry first, and keeps on disk what is too much for the memory. */
final class SpillingQueue implements Closeable {
    private static final int MOST_RUNS = 32;

    private final long capacity;
    private final PriorityQueue<Entry> queue = new PriorityQueue<>();
    private PriorityQueue<Run> runs = new PriorityQueue<>();
    private long size;
    private long spilled;

    /** Creates a queue that holds a number of bytes in memory. */
    SpillingQueue(long capacity) {
        this.capacity = capacity;
    }

    void add(Entry entry) throws IOException {
        if (size > capacity) {
            spill();
        }
        queue.add(entry);
        size += entry.size();
    }

    private void spill() throws IOException {
        spilled += queue.size();
        Entry[] sorted = queue.toArray(new Entry[0]);
        queue.clear();
        size = 0;
        Arrays.sort(sorted);
        runs.add(Run.write(List.of(sorted).iterator()));
        if (runs.size() > MOST_RUNS) {
            joinRuns();
        }
    }

    /** Merges all runs into one, so that there are never many open files. */
    private void joinRuns() throws IOException {
        PriorityQueue<Run> joined = new PriorityQueue<>();
        joined.add(Run.write(new Iterator<>() {
            @Override
            public boolean hasNext() {
                return !runs.isEmpty();
            }

            @Override
            public Entry next() {
                try {
                    Entry next = pollRuns();
                    if (next == null) {
                        throw new NoSuchElementException();
                    }
                    return next;
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }));
        runs = joined;
    }

    /** Removes the earliest entry, or returns null if it is not before the given stamp. */
    @Nullable Entry pollBefore(long stamp) throws IOException {
        Entry first = queue.peek();
        Run run = runs.peek();
        Entry spilledFirst = run == null ? null : run.head();
        boolean isSpilled = spilledFirst != null && (first == null || spilledFirst.compareTo(first) < 0);
        Entry earliest = isSpilled ? spilledFirst : first;
        if (earliest == null || !(stamp == Outlook.END || earliest.isBefore(stamp))) {
            return null;
        }
        if (isSpilled) {
            return pollRuns();
        }
        queue.poll();
        size -= earliest.size();
        return earliest;
    }

    private @Nullable Entry pollRuns() throws IOException {
        Run run = runs.poll();
        if (run == null) {
            return null;
        }
        Entry head = run.head();
        run.advance();
        if (run.head() == null) {
            run.close();
        } else {
            runs.add(run);
        }
        return head;
    }

    /** Returns how many entries were written to disk. */
    long spilled() {
        return spilled;
    }

    @Override
    public void close() throws IOException {
        for (Run run = runs.poll(); run != null; run = runs.poll()) {
            run.close();
        }
    }
}
