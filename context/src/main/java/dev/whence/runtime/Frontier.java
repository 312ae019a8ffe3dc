package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last logged events that a task descends from. It is immutable, so that a fork can share it and a completion can
 * publish it.
 *
 * <p>This is the method of X-Trace for an exact event graph with little metadata (Fonseca et al., NSDI 2007). A fork
 * copies the reference. A join takes the union. A log event writes the frontier as its predecessors and then becomes
 * the frontier itself. A task that never logs passes on the frontier that it inherited, so silent tasks do not break
 * the chain.
 *
 * <p>An event that is known to precede another event of the set is dropped, since the other one implies it. Not every
 * such order is known. An event that stays although it precedes another is redundant, but the edge to it is true.
 *
 * <p>Each sink has its own part. An event of one sink replaces only that part and does not touch the others, so their
 * size costs it nothing. A part is dropped when its sink is closed.
 */
public class Frontier {
    /** The part of each sink, by the place of the sink; see {@link SinkIds}. */
    private final @Nullable SinkFrontier[] parts;

    /** The largest stamp of the events, without those that are not believed. */
    final long hlc;

    /**
     * The largest stamp among the ancestors of the events that is not believed because it is too far ahead of this
     * JVM's clock. It is 0 if there is none or if it is not later than {@link #hlc}.
     */
    final long ahead;

    private Frontier(@Nullable SinkFrontier[] parts, long hlc, long ahead) {
        this.parts = parts;
        this.hlc = hlc;
        this.ahead = Long.compareUnsigned(ahead, hlc) > 0 ? ahead : 0;
    }

    /** Creates a frontier with the same events. */
    Frontier(@Nullable Frontier same) {
        this.parts = same == null ? new SinkFrontier[SinkIds.LIMIT] : same.parts;
        this.hlc = same == null ? 0 : same.hlc;
        this.ahead = same == null ? 0 : same.ahead;
    }

    /** Returns the frontier of a message from another JVM. Its events are predecessors in every sink of this JVM. */
    static Frontier received(List<LoggedEvent> events) {
        @Nullable SinkFrontier[] parts = new SinkFrontier[SinkIds.LIMIT];
        for (int place = 0; place < parts.length; place++) {
            int sink = SinkIds.at(place);
            parts[place] = sink == SinkIds.CLOSED ? null : SinkFrontier.received(sink, events);
        }
        long hlc = 0;
        long ahead = 0;
        for (LoggedEvent event : events) {
            if (HybridClock.isAhead(event.hlc)) {
                ahead = HybridClock.later(ahead, event.hlc);
            } else {
                hlc = HybridClock.later(hlc, event.hlc);
            }
        }
        return new Frontier(parts, hlc, ahead);
    }

    /** Returns the same events, all labelled with one kind of edge. */
    Frontier labelled(byte edge) {
        @Nullable SinkFrontier[] labelled = parts.clone();
        for (int place = 0; place < labelled.length; place++) {
            SinkFrontier part = labelled[place];
            labelled[place] = part == null ? null : part.labelled(edge);
        }
        return new Frontier(labelled, hlc, ahead);
    }

    /**
     * Returns the union of two frontiers. The events of the second one are labelled with the edge by which they came.
     */
    public static Frontier union(@Nullable Frontier own, Frontier other, byte edge) {
        if (own == null) {
            return other.labelled(edge);
        }
        @Nullable SinkFrontier[] united = new SinkFrontier[SinkIds.LIMIT];
        for (int place = 0; place < united.length; place++) {
            united[place] = union(open(own.parts[place]), open(other.parts[place]), edge);
        }
        return new Frontier(united, HybridClock.later(own.hlc, other.hlc), HybridClock.later(own.ahead, other.ahead));
    }

    private static @Nullable SinkFrontier union(@Nullable SinkFrontier own, @Nullable SinkFrontier other, byte edge) {
        if (other == null) {
            return own;
        }
        return own == null ? other.labelled(edge) : own.and(other, edge);
    }

    private static @Nullable SinkFrontier open(@Nullable SinkFrontier part) {
        return part == null || !SinkIds.isOpen(part.sink) ? null : part;
    }

    /** Returns the union of two frontiers, or the only one that is not null. A single frontier keeps its labels. */
    public static @Nullable Frontier either(@Nullable Frontier first, @Nullable Frontier second) {
        if (first == null || first == second) {
            return second;
        }
        return second == null ? first : union(first, second, Edge.COMPLETE);
    }

    /**
     * Returns the frontier after an event that is in one sink or in two. There it replaces all earlier ones.
     *
     * @param event the only element is the event
     */
    static Frontier after(@Nullable Frontier before, int sink, int other, LoggedEvent[] event) {
        @Nullable SinkFrontier[] parts = new SinkFrontier[SinkIds.LIMIT];
        for (int place = 0; before != null && place < parts.length; place++) {
            parts[place] = open(before.parts[place]);
        }
        parts[SinkIds.place(sink)] = SinkFrontier.of(sink, event);
        if (other != sink) {
            parts[SinkIds.place(other)] = SinkFrontier.of(other, event);
        }
        return new Frontier(parts, event[0].hlc, before == null ? 0 : before.ahead);
    }

    /** Returns an event of a task if it is the last one of a sink, as the only element of an array, or null. */
    LoggedEvent @Nullable [] last(long task, int n) {
        for (SinkFrontier part : parts) {
            if (part != null && part.isAfter(task, n)) {
                return part.marks;
            }
        }
        return null;
    }

    /** Returns the events of a sink, or null if there are none. */
    @Nullable SinkFrontier part(int sink) {
        SinkFrontier part = parts[SinkIds.place(sink)];
        return part == null || part.sink != sink ? null : part;
    }

    /** Returns the events of all sinks. An event that is in several sinks is returned several times. */
    List<LoggedEvent> marks() {
        List<LoggedEvent> marks = new ArrayList<>();
        for (SinkFrontier part : parts) {
            if (part != null) {
                marks.addAll(java.util.Arrays.asList(part.marks));
            }
        }
        return marks;
    }
}
