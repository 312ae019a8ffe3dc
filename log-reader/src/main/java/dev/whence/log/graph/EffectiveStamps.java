package dev.whence.log.graph;

import java.util.Arrays;

/**
 * The stamps by which the events of a graph can be sorted: the stamp of the event itself, or one more than the latest
 * effective stamp of a predecessor, whichever is later.
 *
 * <p>They differ from the events' own stamps only behind a clock that was too far ahead to be believed, and where a line
 * has no stamp.
 */
final class EffectiveStamps {
    private final long[] stamps;
    private final Links links;
    private final int[] waiting;

    /** The events whose predecessors are all done, in a linear extension of the order. */
    private final int[] done;

    private int count;

    private EffectiveStamps(long[] stamps, Links links) {
        this.stamps = stamps;
        this.links = links;
        this.waiting = new int[stamps.length];
        this.done = new int[stamps.length];
    }

    static long[] of(long[] own, Links links) {
        EffectiveStamps effective = new EffectiveStamps(own.clone(), links);
        effective.compute();
        // Mostly they are the same, and then there is one array less.
        return Arrays.equals(own, effective.stamps) ? own : effective.stamps;
    }

    private void compute() {
        for (int event = 0; event < stamps.length; event++) {
            waiting[event] = links.firstBefore(event + 1) - links.firstBefore(event);
            if (waiting[event] == 0) {
                done[count++] = event;
            }
        }
        for (int next = 0; next < count; next++) {
            finish(done[next]);
        }
        if (count < stamps.length) {
            markCircles();
        }
    }

    private void finish(int event) {
        for (int i = links.firstAfter(event); i < links.firstAfter(event + 1); i++) {
            int later = links.after(i);
            if (Long.compareUnsigned(stamps[later], stamps[event]) <= 0) {
                stamps[later] = stamps[event] + 1;
            }
            if (--waiting[later] == 0) {
                done[count++] = later;
            }
        }
    }

    /** Events that precede themselves, and what follows them: whatever is compared with them is unknown. */
    private void markCircles() {
        for (int event = 0; event < stamps.length; event++) {
            if (waiting[event] > 0) {
                links.markIncomplete(event);
            }
        }
    }
}
