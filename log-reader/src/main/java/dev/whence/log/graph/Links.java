package dev.whence.log.graph;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Map;

/** The edges of a graph, in both directions, as numbers of events. */
final class Links {
    /** The kind of the edge from the previous event of the same task. */
    static final int THEN = -1;

    private static final long[] NOTHING = {};

    private final int[] firstBefore;
    private final int[] before;
    private final int[] kinds;
    private final int[] firstAfter;
    private final int[] after;

    /** The events of which predecessors are missing. */
    private final BitSet incomplete;

    /** The events that may be later than their effective stamps, since a predecessor is missing that would tell. */
    private final BitSet unplaced;

    /** For events that name predecessors which are missing, the keys of these. */
    private final Map<Integer, long[]> missing;

    Links(
            int[] firstBefore,
            int[] before,
            int[] kinds,
            BitSet incomplete,
            BitSet unplaced,
            Map<Integer, long[]> missing) {
        this.firstBefore = firstBefore;
        this.before = before;
        this.kinds = kinds;
        this.missing = missing;
        this.incomplete = incomplete;
        this.firstAfter = new int[firstBefore.length];
        this.after = new int[before.length];
        reverse();
        this.unplaced = unplaced;
        spread(unplaced);
    }

    private void reverse() {
        for (int from : before) {
            firstAfter[from + 1]++;
        }
        for (int i = 1; i < firstAfter.length; i++) {
            firstAfter[i] += firstAfter[i - 1];
        }
        int[] next = firstAfter.clone();
        for (int event = 0; event < size(); event++) {
            for (int i = firstBefore[event]; i < firstBefore[event + 1]; i++) {
                after[next[before[i]]++] = event;
            }
        }
    }

    /** What comes after such an event is one as well. */
    private void spread(BitSet events) {
        ArrayDeque<Integer> open = new ArrayDeque<>();
        events.stream().forEach(open::add);
        while (!open.isEmpty()) {
            int event = open.remove();
            for (int i = firstAfter[event]; i < firstAfter[event + 1]; i++) {
                if (!events.get(after[i])) {
                    events.set(after[i]);
                    open.add(after[i]);
                }
            }
        }
    }

    int size() {
        return firstBefore.length - 1;
    }

    int firstBefore(int event) {
        return firstBefore[event];
    }

    int before(int link) {
        return before[link];
    }

    int kind(int link) {
        return kinds[link];
    }

    int firstAfter(int event) {
        return firstAfter[event];
    }

    int after(int link) {
        return after[link];
    }

    long[] missing(int event) {
        return missing.getOrDefault(event, NOTHING);
    }

    boolean isIncomplete(int event) {
        return incomplete.get(event);
    }

    boolean isAnyIncomplete() {
        return !incomplete.isEmpty();
    }

    boolean isUnplaced(int event) {
        return unplaced.get(event);
    }

    void markIncomplete(int event) {
        incomplete.set(event);
    }
}
