package dev.whence.log.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Answers which of two events came first. One search goes back from the later event by effective stamp, and never beyond
 * the stamp of the other one. It can be asked again and again, by one thread.
 */
public final class Ordering {
    /** What is known about two events. */
    public enum Order {
        /** The first one came before the second one. */
        BEFORE,

        /** The first one came after the second one. */
        AFTER,

        /** No tracked path leads from one to the other. */
        UNORDERED,

        /** No path was found, but what is missing of the log may have one. */
        UNKNOWN
    }

    /**
     * The answer.
     *
     * @param path the events from the earlier one to the later one, if there is a path
     * @param missing an event whose predecessors are not all known, or -1; that is why the order is not known
     */
    public record Answer(Order order, List<Integer> path, int missing) {}

    private final CausalGraph graph;

    /** For each event, the search that has come to it. */
    private final int[] seen;

    /** For each event that the search has come to, from which one. */
    private final int[] next;

    private int[] open = new int[64];
    private int search;

    /** Creates an ordering of the events of a graph. */
    public Ordering(CausalGraph graph) {
        this.graph = graph;
        this.seen = new int[graph.size()];
        this.next = new int[graph.size()];
    }

    /** Compares two different events. */
    public Answer compare(int one, int other) {
        boolean isFirst = Long.compareUnsigned(graph.effectiveStamp(one), graph.effectiveStamp(other)) < 0;
        int earlier = isFirst ? one : other;
        int later = isFirst ? other : one;
        int missing = searchBack(later, earlier);
        if (seen[earlier] == search) {
            return new Answer(isFirst ? Order.BEFORE : Order.AFTER, path(earlier, later), -1);
        }
        missing = missing < 0 && graph.links().isUnplaced(earlier) ? earlier : missing;
        return new Answer(missing >= 0 ? Order.UNKNOWN : Order.UNORDERED, List.of(), missing);
    }

    /** Goes back from an event until it has come to another one. Returns an event of which causes are missing, or -1. */
    private int searchBack(int from, int to) {
        search++;
        int count = 0;
        int missing = -1;
        seen[from] = search;
        open[count++] = from;
        Links links = graph.links();
        for (int done = 0; done < count; done++) {
            int event = open[done];
            missing = links.isIncomplete(event) && missing < 0 ? event : missing;
            for (int i = links.firstBefore(event); i < links.firstBefore(event + 1); i++) {
                int before = links.before(i);
                if (seen[before] != search && isWithin(before, to)) {
                    seen[before] = search;
                    next[before] = event;
                    if (before == to) {
                        return missing;
                    }
                    open = count == open.length ? Arrays.copyOf(open, count * 2) : open;
                    open[count++] = before;
                }
            }
        }
        return missing;
    }

    private boolean isWithin(int event, int earliest) {
        return event == earliest
                || graph.links().isUnplaced(event)
                || Long.compareUnsigned(graph.effectiveStamp(event), graph.effectiveStamp(earliest)) > 0;
    }

    private List<Integer> path(int from, int to) {
        List<Integer> path = new ArrayList<>();
        for (int event = from; event != to; event = next[event]) {
            path.add(event);
        }
        path.add(to);
        return Collections.unmodifiableList(path);
    }
}
