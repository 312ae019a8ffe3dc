package dev.whence.log.graph;

import dev.whence.log.LongIndex;
import dev.whence.log.TaskId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The IDs of tasks, numbered from 0. A usual one is a number here, and any other text is kept as it is. */
final class TaskNames {
    private static final int NONE = -1;

    private final LongIndex numbers = new LongIndex();

    /** For each task its ID as a number, or an index into the texts with 0 for the ordinal. */
    private final Numbers ids = new Numbers();

    private final Map<String, Integer> textNumbers = new HashMap<>();
    private final List<String> texts = new ArrayList<>();

    /** Returns the number of a task. If it has none yet, it gets one. */
    int numberOf(String task) {
        int number = find(task);
        return number == NONE ? add(task) : number;
    }

    private int add(String task) {
        int number = ids.size();
        long id = TaskId.parse(task);
        if (id == TaskId.OTHER) {
            textNumbers.put(task, number);
            texts.add(task);
        } else {
            numbers.putIfAbsent(id, number);
        }
        ids.add(id == TaskId.OTHER ? (long) (texts.size() - 1) << Integer.SIZE : id);
        return number;
    }

    /** Returns the number of a task, or -1 if it has none. */
    int find(String task) {
        long id = TaskId.parse(task);
        return id == TaskId.OTHER ? textNumbers.getOrDefault(task, NONE) : numbers.get(id);
    }

    /** Returns the ID of a task. */
    String name(int number) {
        long id = ids.get(number);
        return (int) id == 0 ? texts.get((int) (id >>> Integer.SIZE)) : TaskId.text(id);
    }
}
