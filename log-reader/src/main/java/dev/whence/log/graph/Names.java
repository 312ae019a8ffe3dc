package dev.whence.log.graph;

import dev.whence.log.LongIndex;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** The IDs of the events of a graph. An event has a key of two numbers: that of its task, and its own in the task. */
final class Names {
    private final TaskNames tasks;
    private final List<String> kinds;
    private final long[] keys;

    /** The events, sorted by their keys: those of one task stand together, in their order. */
    private final int[] sorted;

    /**
     * Creates the names.
     *
     * @param index the events by their keys, which is not needed any more
     */
    Names(TaskNames tasks, List<String> kinds, LongIndex index, long[] keys) {
        this.tasks = tasks;
        this.kinds = kinds;
        this.keys = keys;
        long[] sortedKeys = keys.clone();
        Arrays.sort(sortedKeys);
        this.sorted = new int[keys.length];
        for (int i = 0; i < sorted.length; i++) {
            sorted[i] = index.get(sortedKeys[i]);
        }
    }

    static long key(int task, int n) {
        return (long) task << Integer.SIZE | (n & 0xffffffffL);
    }

    int size() {
        return keys.length;
    }

    /** Returns the event with an ID, or -1. */
    int find(String id) {
        int colon = id.lastIndexOf(':');
        int task = colon < 0 ? -1 : tasks.find(id.substring(0, colon));
        if (task < 0) {
            return -1;
        }
        try {
            return find(key(task, Integer.parseInt(id.substring(colon + 1))));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private int find(long key) {
        int low = 0;
        int high = sorted.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            long found = keys[sorted[middle]];
            if (found == key) {
                return sorted[middle];
            }
            low = found < key ? middle + 1 : low;
            high = found < key ? high : middle - 1;
        }
        return -1;
    }

    long key(int event) {
        return keys[event];
    }

    /** Returns for each event the previous one of the same task, or -1. Events in between may be missing. */
    int[] previousInTasks() {
        int[] previous = new int[keys.length];
        for (int i = 0; i < sorted.length; i++) {
            boolean isFirst = i == 0 || keys[sorted[i - 1]] >>> Integer.SIZE != keys[sorted[i]] >>> Integer.SIZE;
            previous[sorted[i]] = isFirst ? -1 : sorted[i - 1];
        }
        return previous;
    }

    String id(int event) {
        return id(keys[event]);
    }

    String id(long key) {
        return tasks.name((int) (key >>> Integer.SIZE)) + ":" + (int) key;
    }

    String task(int event) {
        return tasks.name((int) (keys[event] >>> Integer.SIZE));
    }

    String kind(int number) {
        return Objects.requireNonNull(kinds.get(number));
    }
}
