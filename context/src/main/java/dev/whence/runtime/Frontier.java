package dev.whence.runtime;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last logged events that a task descends from; immutable, so that a fork shares it and a completion can publish it.
 *
 * <p>This is X-Trace's way to keep an exact event graph with little metadata (Fonseca et al., NSDI 2007): a fork copies
 * the reference, a join unites, a log event writes the frontier as its predecessors and becomes the frontier. A task that
 * never logs passes on what it inherited, so silence does not break a chain. Events that are known to precede another of
 * the set are dropped; one that stays although it precedes another is redundant but true.
 */
final class Frontier {
    /** How many events a frontier keeps; beyond, the latest ones by stamp. */
    static final int LIMIT = 32;

    final Mark[] marks;

    /** For each mark the kind of edge by which it came. */
    final byte[] via;

    /** The largest stamp of the events. */
    final long hlc;

    /** The places of the sinks of which events were left out for want of room. */
    private final int truncated;

    private Frontier(Mark[] marks, byte[] via, int truncated) {
        this.marks = marks;
        this.via = via;
        this.truncated = truncated;
        long latest = 0;
        for (Mark mark : marks) {
            latest = mark.isAhead ? latest : HybridClock.later(latest, mark.hlc);
        }
        this.hlc = latest;
    }

    /** Events of which another JVM told. */
    static Frontier received(List<Mark> events) {
        Builder builder = new Builder(events.size());
        for (Mark event : events) {
            builder.add(event, Edge.RECEIVE);
        }
        return builder.build(0);
    }

    /** The same events, all labelled with one kind of edge. */
    Frontier labelled(byte edge) {
        byte[] labels = new byte[marks.length];
        java.util.Arrays.fill(labels, edge);
        return new Frontier(marks, labels, truncated);
    }

    /** The union of two sets of events, those of the second labelled with the edge by which they came. */
    static Frontier union(@Nullable Frontier own, Frontier other, byte edge) {
        Builder builder = new Builder((own == null ? 0 : own.marks.length) + other.marks.length);
        int truncated = other.truncated;
        if (own != null) {
            builder.addAll(own, Edge.AS_LABELLED);
            truncated |= own.truncated;
        }
        builder.addAll(other, edge);
        return builder.build(truncated);
    }

    /** Both, if there are two; no labels are changed. */
    static @Nullable Frontier either(@Nullable Frontier first, @Nullable Frontier second) {
        if (first == null || first == second) {
            return second;
        }
        return second == null ? first : union(first, second, Edge.COMPLETE);
    }

    /** The frontier after an event of a sink: it takes the place of all earlier ones there. */
    static Frontier after(@Nullable Frontier before, Mark event) {
        Builder builder = new Builder((before == null ? 0 : before.marks.length) + 1);
        if (before != null) {
            for (int i = 0; i < before.marks.length; i++) {
                Mark left = before.marks[i].without(event);
                if (left != null) {
                    builder.add(left, before.via[i]);
                }
            }
        }
        builder.add(event, Edge.FORK);
        return builder.build(before == null ? 0 : before.truncated & ~event.places());
    }

    /** Whether events of a sink were left out for want of room. */
    boolean isTruncated(int sink) {
        return (truncated & LogSink.place(sink)) != 0;
    }

    /** Collects the events that no other one of the set is known to follow. */
    private static final class Builder {
        private Mark[] marks;
        private byte[] via;
        private int size;

        Builder(int capacity) {
            marks = new Mark[capacity];
            via = new byte[capacity];
        }

        void addAll(Frontier frontier, byte edge) {
            for (int i = 0; i < frontier.marks.length; i++) {
                add(frontier.marks[i], edge == Edge.AS_LABELLED ? frontier.via[i] : edge);
            }
        }

        void add(Mark mark, byte edge) {
            for (int i = 0; i < size; i++) {
                if (mark.precedesOrIs(marks[i])) {
                    return;
                }
            }
            dropPredecessorsOf(mark);
            marks[size] = mark;
            via[size++] = edge;
        }

        private void dropPredecessorsOf(Mark mark) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (!marks[i].precedesOrIs(mark)) {
                    marks[kept] = marks[i];
                    via[kept++] = via[i];
                }
            }
            size = kept;
        }

        Frontier build(int truncatedBefore) {
            int truncated = truncatedBefore;
            while (size > LIMIT) {
                truncated |= dropEarliest().places();
            }
            return new Frontier(java.util.Arrays.copyOf(marks, size), java.util.Arrays.copyOf(via, size), truncated);
        }

        private Mark dropEarliest() {
            int earliest = 0;
            for (int i = 1; i < size; i++) {
                if (Long.compareUnsigned(marks[i].hlc, marks[earliest].hlc) < 0) {
                    earliest = i;
                }
            }
            Mark dropped = marks[earliest];
            size--;
            marks[earliest] = marks[size];
            via[earliest] = via[size];
            return dropped;
        }
    }
}
