package dev.whence.log.graph;

import java.util.Arrays;

/** A queue of events, sorted by effective stamp: a heap in an array. */
final class StampQueue {
    private final CausalGraph graph;

    /** Turns the order of unsigned numbers round if all bits are set. */
    private final long turn;

    private int[] events = new int[64];
    private int size;

    private StampQueue(CausalGraph graph, long turn) {
        this.graph = graph;
        this.turn = turn;
    }

    static StampQueue earliestFirst(CausalGraph graph) {
        return new StampQueue(graph, 0);
    }

    static StampQueue latestFirst(CausalGraph graph) {
        return new StampQueue(graph, -1);
    }

    void clear() {
        size = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void add(int event) {
        events = size == events.length ? Arrays.copyOf(events, size * 2) : events;
        int place = size++;
        while (place > 0 && isBefore(event, events[(place - 1) / 2])) {
            events[place] = events[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        events[place] = event;
    }

    /** Removes the first event. There must be one. */
    int remove() {
        int first = events[0];
        int last = events[--size];
        int place = 0;
        for (int child = 1; child < size; child = 2 * place + 1) {
            boolean isRight = child + 1 < size && isBefore(events[child + 1], events[child]);
            int least = isRight ? child + 1 : child;
            if (!isBefore(events[least], last)) {
                break;
            }
            events[place] = events[least];
            place = least;
        }
        events[place] = last;
        return first;
    }

    private boolean isBefore(int one, int other) {
        return Long.compareUnsigned(graph.effectiveStamp(one) ^ turn, graph.effectiveStamp(other) ^ turn) < 0;
    }
}
