package dev.whence.log.tree;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What an event had to wait for: the path back from it that always takes the latest predecessor.
 *
 * <p>Work that ran beside, and that nothing on the path waited for, is not part of it, however long it took.
 */
public final class CriticalPath {
    /** Returns the path to the last event of an operation. */
    public static List<Integer> toEnd(Story story) {
        int last = IntStream.range(0, story.graph().size())
                .reduce((one, other) -> later(story, one, other))
                .orElseThrow();
        return to(last, story);
    }

    /** Returns the path to an event. */
    public static List<Integer> to(int event, Story story) {
        // In a damaged log an event may precede itself.
        Set<Integer> path = new LinkedHashSet<>();
        for (int next = event; next >= 0 && path.add(next); ) {
            next = IntStream.of(story.graph().predecessors(next))
                    .reduce((one, other) -> later(story, one, other))
                    .orElse(-1);
        }
        List<Integer> fromBegin = new ArrayList<>(path);
        Collections.reverse(fromBegin);
        return fromBegin;
    }

    private static int later(Story story, int one, int other) {
        int order = Long.compare(story.time(one), story.time(other));
        int byStamp = Long.compareUnsigned(
                story.graph().effectiveStamp(one), story.graph().effectiveStamp(other));
        return order > 0 || (order == 0 && byStamp > 0) ? one : other;
    }

    private CriticalPath() {}
}
