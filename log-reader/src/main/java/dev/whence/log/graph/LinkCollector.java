package dev.whence.log.graph;

import dev.whence.log.LongIndex;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** Finds the events that the edges of a graph lead from, and what is missing. */
final class LinkCollector {
    private final Names names;
    private final LongIndex index;
    private final Completeness completeness;
    private final int[] firstBefore;
    private final Ints before = new Ints();
    private final Ints kinds = new Ints();
    private final Map<Integer, long[]> missing = new HashMap<>();
    private final BitSet incomplete = new BitSet();
    private final BitSet unplaced = new BitSet();

    /**
     * Begins.
     *
     * @param index the events by their keys
     */
    LinkCollector(Names names, LongIndex index, Completeness completeness) {
        this.names = names;
        this.index = index;
        this.completeness = completeness;
        this.firstBefore = new int[names.size() + 1];
    }

    /**
     * Returns the links.
     *
     * @param firstEdges for each event, and for one more, where its edges begin in the others
     * @param edgeKeys the keys of the events that the edges lead from
     * @param edgeKinds the numbers of the kinds of the edges
     */
    Links links(Ints firstEdges, Numbers edgeKeys, Ints edgeKinds) {
        int[] previous = names.previousInTasks();
        for (int event = 0; event < names.size(); event++) {
            addPreviousInTask(event, previous[event]);
            for (int i = firstEdges.get(event); i < firstEdges.get(event + 1); i++) {
                add(event, edgeKeys.get(i), edgeKinds.get(i));
            }
            firstBefore[event + 1] = before.size();
            if (incomplete.get(event) && completeness.isUnstamped(event)) {
                unplaced.set(event);
            }
        }
        return new Links(firstBefore, before.toArray(), kinds.toArray(), incomplete, unplaced, missing);
    }

    private void addPreviousInTask(int event, int previous) {
        if (previous >= 0) {
            before.add(previous);
            kinds.add(Links.THEN);
        }
        boolean isNext = previous >= 0 && names.key(previous) == names.key(event) - 1;
        boolean hasHole = (int) names.key(event) > 1 && !isNext;
        if ((hasHole && completeness.isLossy(names.task(event))) || completeness.isTruncated(event)) {
            incomplete.set(event);
        }
    }

    private void add(int event, long key, int kind) {
        int from = index.get(key);
        if (from < 0) {
            missing.merge(event, new long[] {key}, LinkCollector::joined);
            incomplete.set(event);
        } else if (from != event) {
            before.add(from);
            kinds.add(kind);
        }
    }

    private static long[] joined(long[] some, long[] others) {
        long[] joined = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, joined, some.length, others.length);
        return joined;
    }
}
