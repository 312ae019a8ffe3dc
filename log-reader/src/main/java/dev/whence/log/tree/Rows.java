package dev.whence.log.tree;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.IntStream;

/**
 * The order of the rows: each event after its predecessors, and otherwise by time. Events that precede themselves, as in
 * a damaged log, are the last rows.
 */
final class Rows {
    private final Map<Integer, List<Integer>> after = new HashMap<>();

    /** For each event, how many predecessors have no row yet. */
    private final int[] waiting;

    private final PriorityQueue<Integer> ready;

    private Rows(Story story) {
        this.waiting = new int[story.graph().size()];
        this.ready = new PriorityQueue<>(Comparator.<Integer>comparingLong(story::time)
                .thenComparing(event -> story.graph().effectiveStamp(event), Long::compareUnsigned)
                .thenComparingInt(event -> event));
    }

    static int[] of(Story story, Branches branches) {
        Rows rows = new Rows(story);
        int[] shown = IntStream.range(0, story.graph().size())
                .filter(branches::isShown)
                .toArray();
        IntStream.of(shown).forEach(event -> rows.add(event, branches));
        return IntStream.concat(IntStream.of(rows.sorted()), IntStream.of(shown))
                .distinct()
                .toArray();
    }

    private void add(int event, Branches branches) {
        int[] predecessors = branches.predecessors(event);
        waiting[event] = predecessors.length;
        for (int predecessor : predecessors) {
            after.computeIfAbsent(predecessor, key -> new ArrayList<>()).add(event);
        }
        if (predecessors.length == 0) {
            ready.add(event);
        }
    }

    private int[] sorted() {
        List<Integer> order = new ArrayList<>();
        for (Integer event = ready.poll(); event != null; event = ready.poll()) {
            order.add(event);
            for (int later : after.getOrDefault(event, List.of())) {
                if (--waiting[later] == 0) {
                    ready.add(later);
                }
            }
        }
        return order.stream().mapToInt(event -> event).toArray();
    }
}
