package dev.whence.log.graph;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Answers which of two events came first. It can be asked again and again, by one thread.
 *
 * <p>Two searches take turns: one goes back from the later event, the other one forward from the earlier event, and both
 * stay between their effective stamps. Each goes on from the event that is nearest to its end. So they meet soon, however
 * many events are in between. If nothing is missing of the log, there is no path as soon as one of them has come to its
 * end.
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
    private final Links links;

    /** For each event, the search back that has come to it, or the search forward as a negative number. */
    private final int[] seen;

    /** For each event that a search has come to, from which one. */
    private final int[] from;

    private final StampQueue earliest;
    private final StampQueue latest;
    private int search;

    /** An event that the search back has come to and of which causes are missing, or -1. */
    private int missing;

    /** The edge at which the searches have met, or -1. */
    private int metCause;

    private int metEffect;

    /** Creates an ordering of the events of a graph. */
    public Ordering(CausalGraph graph) {
        this.graph = graph;
        this.links = graph.links();
        this.seen = new int[graph.size()];
        this.from = new int[graph.size()];
        this.earliest = StampQueue.earliestFirst(graph);
        this.latest = StampQueue.latestFirst(graph);
    }

    /** Compares two different events. */
    public Answer compare(int one, int other) {
        boolean isFirst = isBefore(one, other);
        int earlier = isFirst ? one : other;
        int later = isFirst ? other : one;
        search(earlier, later);
        if (hasMet()) {
            return new Answer(isFirst ? Order.BEFORE : Order.AFTER, path(earlier, later), -1);
        }
        missing = missing < 0 && links.isUnplaced(earlier) ? earlier : missing;
        return new Answer(missing >= 0 ? Order.UNKNOWN : Order.UNORDERED, List.of(), missing);
    }

    private void search(int earlier, int later) {
        search++;
        missing = -1;
        meet(-1, -1);
        start(later, search, earliest);
        start(earlier, -search, latest);
        boolean isWhole = !links.isAnyIncomplete();
        while (!hasMet() && !earliest.isEmpty() && !(isWhole && latest.isEmpty())) {
            goBack(earliest.remove(), earlier);
            if (!hasMet() && !latest.isEmpty()) {
                goForward(latest.remove(), later);
            }
        }
    }

    private void start(int event, int mark, StampQueue queue) {
        seen[event] = mark;
        queue.clear();
        queue.add(event);
    }

    private void goBack(int event, int earlier) {
        missing = links.isIncomplete(event) && missing < 0 ? event : missing;
        for (int i = links.firstBefore(event); i < links.firstBefore(event + 1) && !hasMet(); i++) {
            int before = links.before(i);
            if (seen[before] == -search) {
                meet(before, event);
            } else if (seen[before] != search && isWithin(before, earlier)) {
                seen[before] = search;
                from[before] = event;
                earliest.add(before);
            }
        }
    }

    private boolean isWithin(int event, int earlier) {
        return links.isUnplaced(event) || isBefore(earlier, event);
    }

    private void goForward(int event, int later) {
        for (int i = links.firstAfter(event); i < links.firstAfter(event + 1) && !hasMet(); i++) {
            int after = links.after(i);
            if (seen[after] == search) {
                meet(event, after);
            } else if (seen[after] != -search && isBefore(after, later)) {
                seen[after] = -search;
                from[after] = event;
                latest.add(after);
            }
        }
    }

    private boolean isBefore(int one, int other) {
        return Long.compareUnsigned(graph.effectiveStamp(one), graph.effectiveStamp(other)) < 0;
    }

    private void meet(int cause, int effect) {
        metCause = cause;
        metEffect = effect;
    }

    private boolean hasMet() {
        return metCause >= 0;
    }

    private List<Integer> path(int earlier, int later) {
        List<Integer> path = new ArrayList<>();
        for (int event = metCause; event != earlier; event = from[event]) {
            path.add(event);
        }
        path.add(earlier);
        Collections.reverse(path);
        for (int event = metEffect; event != later; event = from[event]) {
            path.add(event);
        }
        path.add(later);
        return Collections.unmodifiableList(path);
    }
}
