package dev.whence.log;

import java.util.HashMap;
import java.util.Map;

/** The number of events of each task in logs of text, which do not show the number of an event in its task. */
public final class TaskCounts {
    private final LongIndex counts = new LongIndex();
    private final Map<String, Integer> others = new HashMap<>();

    /** Counts an event, and returns its number in the task. */
    int next(String task) {
        long id = TaskId.parse(task);
        return id == TaskId.OTHER ? others.merge(task, 1, Integer::sum) : counts.count(id);
    }
}
