package dev.whence.runtime;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The last logged events of one sink that a task descends from. It is immutable. */
class SinkFrontier {
    /** The maximum number of events. If there are more, those with the latest stamps are kept. */
    static final int LIMIT = 32;

    /** For each kind of edge, the labels of events that all came by that edge. */
    private static final byte[][] ALL = new byte[Edge.KINDS][LIMIT];

    static {
        for (byte edge = 0; edge < Edge.KINDS; edge++) {
            Arrays.fill(ALL[edge], edge);
        }
    }

    final int sink;
    final LoggedEvent[] marks;

    /** The kind of edge by which each event came. The array may be longer than that of the events. */
    final byte[] via;

    private SinkFrontier(int sink, LoggedEvent[] marks, byte[] via) {
        this.sink = sink;
        this.marks = marks;
        this.via = via;
    }

    /** A frontier without some of its events. A class, since a field would make each frontier larger. */
    private static final class Truncated extends SinkFrontier {
        Truncated(int sink, LoggedEvent[] marks, byte[] via) {
            super(sink, marks, via);
        }

        @Override
        boolean isTruncated() {
            return true;
        }
    }

    private static SinkFrontier of(int sink, LoggedEvent[] marks, byte[] via, boolean isTruncated) {
        return isTruncated ? new Truncated(sink, marks, via) : new SinkFrontier(sink, marks, via);
    }

    /** Whether events were dropped because there were too many. */
    boolean isTruncated() {
        return false;
    }

    /** Returns the frontier after an event of the sink, which is the only element of the array. */
    static SinkFrontier of(int sink, LoggedEvent[] event) {
        return new SinkFrontier(sink, event, ALL[Edge.FORK]);
    }

    /** Returns whether this is the frontier after an event of a task of this JVM. */
    boolean isAfter(long task, int n) {
        return marks.length == 1 && marks[0].isOf(task) && marks[0].n == n;
    }

    /** Returns the frontier of a message from another JVM, or null if there are no events. */
    static @Nullable SinkFrontier received(int sink, Iterable<LoggedEvent> events) {
        Builder builder = new Builder(LIMIT);
        for (LoggedEvent event : events) {
            builder.add(event, Edge.RECEIVE);
        }
        return builder.size == 0 ? null : builder.build(sink, false);
    }

    /** Returns the same events, all labelled with one kind of edge. */
    SinkFrontier labelled(byte edge) {
        return edge == Edge.AS_LABELLED || via == ALL[edge] ? this : of(sink, marks, ALL[edge], isTruncated());
    }

    /** Returns the union of this and another frontier of the same sink, whose events came by the given edge. */
    SinkFrontier and(SinkFrontier other, byte edge) {
        boolean isNews = other.isTruncated() && !isTruncated();
        if (marks == other.marks) {
            return isNews ? new Truncated(sink, marks, via) : this;
        }
        Builder builder = new Builder(marks.length + other.marks.length);
        builder.start(this);
        for (int i = 0; i < other.marks.length; i++) {
            isNews |= builder.add(other.marks[i], edge == Edge.AS_LABELLED ? other.via[i] : edge);
        }
        return isNews ? builder.build(sink, isTruncated() || other.isTruncated()) : this;
    }

    /** Collects events, and drops those that are known to precede another one of the set. */
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

        /** Adds an event. Returns false if it is in the set already or is known to precede an event of the set. */
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
            return of(sink, Arrays.copyOf(marks, size), Arrays.copyOf(via, size), isTruncated);
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
