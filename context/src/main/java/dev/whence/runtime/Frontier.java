package dev.whence.runtime;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last logged events that a task descends from; immutable, so that a fork shares it and a completion can publish it.
 *
 * <p>This is X-Trace's way to keep an exact event graph with little metadata (Fonseca et al., NSDI 2007): a fork copies
 * the reference, a join unites, a log event writes the frontier as its predecessors and becomes the frontier. A task that
 * never logs passes on what it inherited, so silence does not break a chain. Events that are known to precede another of
 * the set are dropped; one that stays although it precedes another is redundant but true.
 *
 * <p>Each sink has its part. An event of one sink does not look at the parts of the others, so what many tasks have
 * logged there costs it nothing, and a part ends with its sink.
 */
public final class Frontier {
    /** By the places of the sinks. */
    private final @Nullable SinkFrontier[] parts;

    /** The largest stamp of the events. */
    final long hlc;

    /** The largest stamp among what the events descend from that is later than theirs, but is not believed; 0 for none. */
    final long ahead;

    private Frontier(@Nullable SinkFrontier[] parts, long hlc, long ahead) {
        this.parts = parts;
        this.hlc = hlc;
        this.ahead = Long.compareUnsigned(ahead, hlc) > 0 ? ahead : 0;
    }

    /** Events of which another JVM told: predecessors in every sink of this one. */
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

    /** The same events, all labelled with one kind of edge. */
    Frontier labelled(byte edge) {
        @Nullable SinkFrontier[] labelled = parts.clone();
        for (int place = 0; place < labelled.length; place++) {
            SinkFrontier part = labelled[place];
            labelled[place] = part == null ? null : part.labelled(edge);
        }
        return new Frontier(labelled, hlc, ahead);
    }

    /** The union of two sets of events, those of the second labelled with the edge by which they came. */
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

    /** Both, if there are two; no labels are changed. */
    public static @Nullable Frontier either(@Nullable Frontier first, @Nullable Frontier second) {
        if (first == null || first == second) {
            return second;
        }
        return second == null ? first : union(first, second, Edge.COMPLETE);
    }

    /** The frontier after an event of a sink: it takes the place of all earlier ones there. */
    static Frontier after(@Nullable Frontier before, int sink, LoggedEvent event) {
        @Nullable SinkFrontier[] parts = new SinkFrontier[SinkIds.LIMIT];
        for (int place = 0; before != null && place < parts.length; place++) {
            parts[place] = open(before.parts[place]);
        }
        parts[SinkIds.place(sink)] = SinkFrontier.of(sink, event);
        return new Frontier(parts, event.hlc, before == null ? 0 : before.ahead);
    }

    /** The events of a sink; null if there are none. */
    @Nullable SinkFrontier part(int sink) {
        SinkFrontier part = parts[SinkIds.place(sink)];
        return part == null || part.sink != sink ? null : part;
    }

    /** The events of all sinks, one after another: one that stands in several of them more than once. */
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
