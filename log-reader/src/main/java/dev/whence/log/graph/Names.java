package dev.whence.log.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The IDs of the events of a graph. An event has a key of two numbers: that of its task, and its own in the task. */
final class Names {
    private final Map<String, Integer> tasks;
    private final List<String> taskNames;
    private final List<String> kinds;
    private final LongIndex index;
    private final long[] keys;
    private final long[] sorted;

    Names(Map<String, Integer> tasks, List<String> taskNames, List<String> kinds, LongIndex index, long[] keys) {
        this.tasks = tasks;
        this.taskNames = taskNames;
        this.kinds = kinds;
        this.index = index;
        this.keys = keys;
        this.sorted = keys.clone();
        Arrays.sort(sorted);
    }

    int size() {
        return keys.length;
    }

    /** Returns the event with an ID, or -1. */
    int find(String id) {
        int colon = id.lastIndexOf(':');
        Integer task = colon < 0 ? null : tasks.get(id.substring(0, colon));
        if (task == null) {
            return -1;
        }
        try {
            return find((long) task << 32 | Integer.parseInt(id.substring(colon + 1)));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    int find(long key) {
        return index.get(key);
    }

    long key(int event) {
        return keys[event];
    }

    /** Returns the previous event of the same task, or -1. Events in between may be missing. */
    int previousInTask(int event) {
        int place = Arrays.binarySearch(sorted, keys[event]);
        boolean isFirst = place == 0 || sorted[place - 1] >>> 32 != keys[event] >>> 32;
        return isFirst ? -1 : index.get(sorted[place - 1]);
    }

    String id(int event) {
        return id(keys[event]);
    }

    String id(long key) {
        return taskNames.get((int) (key >>> 32)) + ":" + (int) key;
    }

    String task(int event) {
        return taskNames.get((int) (keys[event] >>> 32));
    }

    String kind(int number) {
        return Objects.requireNonNull(kinds.get(number));
    }
}
