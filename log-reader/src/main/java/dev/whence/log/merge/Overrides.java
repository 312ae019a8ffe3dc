package dev.whence.log.merge;

import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.graph.CausalGraph;
import dev.whence.log.graph.GraphBuilder;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The keys of the lines that cannot be sorted by their own stamps: those behind a clock that was not believed, and those of
 * text without stamps.
 *
 * <p>Only such lines and their predecessors are kept in memory, as numbers.
 */
public final class Overrides {
    /** For logs without such lines. */
    public static final Overrides NONE =
            new Overrides(GraphBuilder.withoutRecords().build(), Map.of());

    private final CausalGraph graph;
    private final SortKey[] keys;

    /**
     * The IDs of events by their places. In text the events of a task are counted, and the second pass does not come to
     * them in the same order.
     */
    private final Map<String, String> counted;

    private Overrides(CausalGraph graph, Map<String, String> counted) {
        this.graph = graph;
        this.keys = new SortKey[graph.size()];
        for (int event : graph.inOrder()) {
            SortKey before = SortKey.FIRST;
            for (int predecessor : graph.predecessors(event)) {
                before = before.later(keys[predecessor]);
            }
            keys[event] = before.next(graph.stamp(event));
        }
        this.counted = counted;
    }

    /** Reads the log twice, to find the keys. */
    public static Overrides of(LogFiles files) {
        Set<String> predecessors = new HashSet<>();
        files.forEach(record -> {
            if (needsGraph(record)) {
                record.causal().after().forEach(edge -> predecessors.add(edge.from()));
                predecessors.add(record.causal().task() + ":" + (record.causal().n() - 1));
            }
        });
        Map<String, String> counted = new HashMap<>();
        GraphBuilder builder = GraphBuilder.withoutRecords();
        files.forEach(record -> {
            if (needsGraph(record) || predecessors.contains(record.id())) {
                builder.add(record);
            }
            if (needsGraph(record) && record.causal().isCounted()) {
                counted.put(record.origin().toString(), record.id());
            }
        });
        return new Overrides(builder.build(), counted);
    }

    /** Returns whether the key of a record cannot be told from the record alone. */
    public static boolean needsGraph(LogRecord record) {
        return record.isInGraph()
                && (record.causal().isClockAhead() || record.causal().hlc() == 0);
    }

    /** Returns the key by which a record is sorted. */
    public SortKey key(LogRecord record) {
        int event = needsGraph(record) ? graph.find(record.causal().isCounted() ? id(record) : record.id()) : -1;
        return event < 0 ? new SortKey(record.causal().hlc(), 0) : keys[event];
    }

    private String id(LogRecord record) {
        return counted.getOrDefault(record.origin().toString(), "");
    }
}
