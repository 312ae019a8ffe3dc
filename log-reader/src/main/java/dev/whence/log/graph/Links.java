package dev.whence.log.graph;

import java.util.ArrayDeque;
import java.util.BitSet;

/** The edges of a graph, in both directions, as numbers of events. */
final class Links {
    /** The kind of the edge from the previous event of the same task. */
    static final int THEN = -1;

    private final int[] firstBefore;
    private final int[] before;
    private final int[] kinds;
    private final int[] firstAfter;
    private final int[] after;

    /** The events of which predecessors are missing. */
    private final BitSet incomplete;

    /** The events that may be later than their effective stamps, since a predecessor is missing that would tell. */
    private final BitSet unplaced;

    private final long[] missing;
    private final int[] firstMissing;

    private Links(Collector collected) {
        this.firstBefore = ints(collected.firstBefore);
        this.before = ints(collected.before);
        this.kinds = ints(collected.kinds);
        this.missing = collected.missing.toArray();
        this.firstMissing = ints(collected.firstMissing);
        this.incomplete = collected.incomplete;
        this.firstAfter = new int[firstBefore.length];
        this.after = new int[before.length];
        reverse();
        this.unplaced = collected.unplaced;
        spread(unplaced);
    }

    private static int[] ints(Numbers numbers) {
        int[] ints = new int[numbers.size()];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (int) numbers.get(i);
        }
        return ints;
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

    static Links of(Names names, Numbers firstEdges, Numbers edgeKeys, Numbers edgeKinds, Completeness completeness) {
        Collector collected = new Collector(names, completeness);
        for (int event = 0; event < names.size(); event++) {
            collected.begin();
            collected.addPreviousInTask(event);
            for (int i = (int) firstEdges.get(event); i < firstEdges.get(event + 1); i++) {
                collected.add(event, edgeKeys.get(i), (int) edgeKinds.get(i));
            }
            collected.end(event);
        }
        collected.begin();
        return new Links(collected);
    }

    private static final class Collector {
        private final Names names;
        private final Completeness completeness;
        private final Numbers firstBefore = new Numbers();
        private final Numbers before = new Numbers();
        private final Numbers kinds = new Numbers();
        private final Numbers firstMissing = new Numbers();
        private final Numbers missing = new Numbers();
        private final BitSet incomplete = new BitSet();
        private final BitSet unplaced = new BitSet();

        Collector(Names names, Completeness completeness) {
            this.names = names;
            this.completeness = completeness;
        }

        void begin() {
            firstBefore.add(before.size());
            firstMissing.add(missing.size());
        }

        void addPreviousInTask(int event) {
            int n = (int) names.key(event);
            int previous = n == 1 ? -1 : names.previousInTask(event);
            if (previous >= 0) {
                before.add(previous);
                kinds.add(THEN);
            }
            boolean hasHole = n > 1 && (previous < 0 || names.key(previous) != names.key(event) - 1);
            if ((hasHole && completeness.isLossy(names.task(event))) || completeness.isTruncated(event)) {
                incomplete.set(event);
            }
        }

        void end(int event) {
            if (incomplete.get(event) && completeness.isUnstamped(event)) {
                unplaced.set(event);
            }
        }

        void add(int event, long key, int kind) {
            int from = names.find(key);
            if (from < 0) {
                missing.add(key);
                incomplete.set(event);
            } else if (from != event) {
                before.add(from);
                kinds.add(kind);
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

    int firstMissing(int event) {
        return firstMissing[event];
    }

    long missing(int link) {
        return missing[link];
    }

    boolean isIncomplete(int event) {
        return incomplete.get(event);
    }

    boolean isUnplaced(int event) {
        return unplaced.get(event);
    }

    void markIncomplete(int event) {
        incomplete.set(event);
    }
}
