package dev.whence.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last logged events of one sink that a task descends from; immutable. */
final class SinkFrontier {
    /** How many events are kept; beyond, the latest ones by stamp. */
    static final int LIMIT = 32;

    /** For each kind of edge the labels of events that all came by it. */
    private static final byte[][] ALL = new byte[Edge.KINDS][LIMIT];

    static {
        for (byte edge = 0; edge < Edge.KINDS; edge++) {
            Arrays.fill(ALL[edge], edge);
        }
    }

    final int sink;
    final LoggedEvent[] marks;

    /** For each mark the kind of edge by which it came; maybe longer. */
    final byte[] via;

    /** Whether events were left out for want of room. */
    final boolean isTruncated;

    private SinkFrontier(int sink, LoggedEvent[] marks, byte[] via, boolean isTruncated) {
        this.sink = sink;
        this.marks = marks;
        this.via = via;
        this.isTruncated = isTruncated;
    }

    /** An event that no other one of the sink follows yet. */
    static SinkFrontier of(int sink, LoggedEvent event) {
        return new SinkFrontier(sink, new LoggedEvent[] {event}, ALL[Edge.FORK], false);
    }

    /** Events of which another JVM told; null if there are none. */
    static @Nullable SinkFrontier received(int sink, Iterable<LoggedEvent> events) {
        Builder builder = new Builder(LIMIT);
        for (LoggedEvent event : events) {
            builder.add(event, Edge.RECEIVE);
        }
        return builder.size == 0 ? null : builder.build(sink, false);
    }

    /** The same events, all labelled with one kind of edge. */
    SinkFrontier labelled(byte edge) {
        return edge == Edge.AS_LABELLED || via == ALL[edge]
                ? this
                : new SinkFrontier(sink, marks, ALL[edge], isTruncated);
    }

    /** This, and events of the same sink that came by an edge. */
    SinkFrontier and(SinkFrontier other, byte edge) {
        boolean isNews = other.isTruncated && !isTruncated;
        if (marks == other.marks) {
            return isNews ? new SinkFrontier(sink, marks, via, true) : this;
        }
        Builder builder = new Builder(marks.length + other.marks.length);
        builder.start(this);
        for (int i = 0; i < other.marks.length; i++) {
            isNews |= builder.add(other.marks[i], edge == Edge.AS_LABELLED ? other.via[i] : edge);
        }
        return isNews ? builder.build(sink, isTruncated || other.isTruncated) : this;
    }

    /** Collects the events that no other one of the set is known to follow. */
    private static final class Builder {
        private final LoggedEvent[] marks;
        private final byte[] via;
        private int size;

        Builder(int capacity) {
            marks = new LoggedEvent[capacity];
            via = new byte[capacity];
        }

        void start(SinkFrontier with) {
            size = with.marks.length;
            System.arraycopy(with.marks, 0, marks, 0, size);
            System.arraycopy(with.via, 0, via, 0, size);
        }

        /** Whether the event is a new one. */
        boolean add(LoggedEvent mark, byte edge) {
            for (int i = 0; i < size; i++) {
                if (mark.precedesOrIs(marks[i])) {
                    return false;
                }
            }
            dropPredecessorsOf(mark);
            marks[size] = mark;
            via[size++] = edge;
            return true;
        }

        private void dropPredecessorsOf(LoggedEvent mark) {
            int kept = 0;
            for (int i = 0; i < size; i++) {
                if (!marks[i].precedesOrIs(mark)) {
                    marks[kept] = marks[i];
                    via[kept++] = via[i];
                }
            }
            size = kept;
        }

        SinkFrontier build(int sink, boolean wasTruncated) {
            boolean isTruncated = wasTruncated || size > LIMIT;
            while (size > LIMIT) {
                dropEarliest();
            }
            return new SinkFrontier(sink, Arrays.copyOf(marks, size), Arrays.copyOf(via, size), isTruncated);
        }

        private void dropEarliest() {
            int earliest = 0;
            for (int i = 1; i < size; i++) {
                if (Long.compareUnsigned(marks[i].hlc, marks[earliest].hlc) < 0) {
                    earliest = i;
                }
            }
            size--;
            marks[earliest] = marks[size];
            via[earliest] = via[size];
        }
    }
}
