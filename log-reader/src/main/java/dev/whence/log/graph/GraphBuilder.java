package dev.whence.log.graph;

import dev.whence.log.Causal;
import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import dev.whence.log.LongIndex;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the events of a graph, in any order.
 *
 * <p>An event is a few numbers here. Its record is kept only if a view needs it, so a graph without records takes about
 * 50 bytes an event, and twice as many while it is built.
 */
public final class GraphBuilder {
    private final boolean keepsRecords;

    private final TaskNames tasks = new TaskNames();
    private final Map<String, Integer> kinds = new HashMap<>();
    private final List<String> kindNames = new ArrayList<>();

    private final LongIndex index = new LongIndex();
    private final Numbers keys = new Numbers();
    private final Numbers stamps = new Numbers();
    private final Ints firstEdges = new Ints();
    private final Numbers edgeKeys = new Numbers();
    private final Ints edgeKinds = new Ints();
    private final List<LogRecord> records = new ArrayList<>();
    private final Completeness completeness = new Completeness();

    private GraphBuilder(boolean keepsRecords) {
        this.keepsRecords = keepsRecords;
    }

    /** Begins a graph whose events have their records. */
    public static GraphBuilder withRecords() {
        return new GraphBuilder(true);
    }

    /** Begins a graph that only knows the order of its events. */
    public static GraphBuilder withoutRecords() {
        return new GraphBuilder(false);
    }

    /**
     * Adds a record. One that is no event of a task is no part of the graph, and of two with one ID the first is. Returns
     * whether this one is.
     */
    public boolean add(LogRecord record) {
        completeness.see(record);
        Causal causal = record.causal();
        if (!record.isInGraph() || !index.putIfAbsent(key(causal.task(), causal.n()), keys.size())) {
            return false;
        }
        keys.add(key(causal.task(), causal.n()));
        stamps.add(stamp(record));
        firstEdges.add(edgeKeys.size());
        for (Edge edge : causal.after()) {
            addEdge(edge);
        }
        if (causal.isAfterTruncated()) {
            completeness.truncated(keys.size() - 1);
        }
        if (causal.isClockAhead() || causal.hlc() == 0) {
            completeness.unstamped(keys.size() - 1);
        }
        if (keepsRecords) {
            records.add(record);
        }
        return true;
    }

    /** A line of text may have no stamp. Then its time stands in, and its edges order it all the same. */
    private static long stamp(LogRecord record) {
        long hlc = record.causal().hlc();
        return hlc == 0 ? LogTime.toStamp(record.event().time()) : hlc;
    }

    private void addEdge(Edge edge) {
        edgeKeys.add(key(edge.from()));
        edgeKinds.add(kind(edge.via()));
    }

    private long key(String id) {
        int colon = id.lastIndexOf(':');
        try {
            return key(id.substring(0, Math.max(0, colon)), Integer.parseInt(id.substring(colon + 1)));
        } catch (NumberFormatException e) {
            // An ID that cannot be one of an event: nothing has it.
            return key(id, 0);
        }
    }

    private long key(String task, int n) {
        return Names.key(tasks.numberOf(task), n);
    }

    private int kind(String via) {
        Integer number = kinds.get(via);
        if (number == null) {
            number = kindNames.size();
            kinds.put(via, number);
            kindNames.add(via);
        }
        return number;
    }

    /** Returns the number of events. The last one that was added has the number before. */
    public int size() {
        return keys.size();
    }

    /** Returns the graph of what was added. The builder must not be used any more. */
    public CausalGraph build() {
        firstEdges.add(edgeKeys.size());
        Names names = new Names(tasks, kindNames, index, keys.toArray());
        Links links = new LinkCollector(names, index, completeness).links(firstEdges, edgeKeys, edgeKinds);
        return new CausalGraph(names, links, stamps.toArray(), records);
    }
}
