package dev.whence.log.tree;

import dev.whence.log.LogRecord;
import dev.whence.log.clock.Clocks;
import dev.whence.log.graph.CausalGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The events of one operation.
 *
 * @param title what the operation is called
 */
public record Story(String title, CausalGraph graph, Clocks clocks) {
    /** Returns the time of an event, by the clock of the reference. */
    public long time(int event) {
        return clocks.time(graph.record(event));
    }

    /** Returns the time of the first event. */
    public long begin() {
        return IntStream.range(0, graph.size()).mapToLong(this::time).min().orElse(0);
    }

    /** Returns the service of an event, as it is shown. */
    public String service(int event) {
        LogRecord record = graph.record(event);
        return record.event().service().isEmpty()
                ? clocks.service(record.process())
                : record.event().service();
    }

    /** Returns all events: each after its causes, and otherwise by time. */
    public int[] inOrder() {
        return Rows.of(this, new Branches(this, false, Integer.MAX_VALUE));
    }

    /** Returns the events of each task, in their order. */
    Map<String, int[]> tasks() {
        Map<String, List<Integer>> lists = new LinkedHashMap<>();
        for (int event : graph.inOrder()) {
            lists.computeIfAbsent(graph.task(event), task -> new ArrayList<>()).add(event);
        }
        Map<String, int[]> tasks = new HashMap<>();
        lists.forEach((task, events) ->
                tasks.put(task, events.stream().mapToInt(event -> event).toArray()));
        return tasks;
    }
}
