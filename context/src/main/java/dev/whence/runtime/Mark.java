package dev.whence.runtime;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A logged event, as its successors remember it: of this JVM, or of another whose message told of it. */
final class Mark {
    /** The JVM that logged the event; null for this one. */
    final @Nullable String origin;

    /** The ordinal of the task that logged the event. */
    final long task;

    /** The number of the event within its task, from 1. */
    final int n;

    /** The stamp of the event. */
    final long hlc;

    /** Whether the stamp is too far ahead of this JVM's clock to be believed; then it orders nothing. */
    final boolean isAhead;

    /** The sink whose output contains the event; for one of another JVM, none. */
    private final int sink;

    /** The places of the sinks that have no later event yet, as bits. */
    private final int places;

    /** Events that precede the first event of the task, as pairs of task and number; not all, but never a wrong one. */
    private final long[] base;

    /** An event of this JVM. */
    Mark(long task, int n, long hlc, int sink, long[] base) {
        this(null, task, n, hlc, false, sink, LogSink.place(sink), base);
    }

    /** An event of another JVM: a predecessor in every sink of this one. */
    Mark(String origin, long task, int n, long hlc, boolean isAhead) {
        this(origin, task, n, hlc, isAhead, NO_SINK, LogSink.placesInUse(), NO_BASE);
    }

    private Mark(
            @Nullable String origin, long task, int n, long hlc, boolean isAhead, int sink, int places, long[] base) {
        this.origin = origin;
        this.task = task;
        this.n = n;
        this.hlc = hlc;
        this.isAhead = isAhead;
        this.sink = sink;
        this.places = places;
        this.base = base;
    }

    /** The event as {@code <task>:<n>}, unique among all JVMs. */
    String id() {
        return (origin == null ? Instance.ID : origin) + "-" + task + ":" + n;
    }

    /** The event for people: two digits of the JVM. */
    String shortId() {
        return (origin == null ? Instance.ID : origin).substring(0, 2) + "-" + task + ":" + n;
    }

    /** Whether it is an event of a task of this JVM. */
    boolean isOf(long ordinal) {
        return origin == null && task == ordinal;
    }

    /** Whether events of a sink may have this one as their predecessor. */
    boolean isIn(int other) {
        return origin == null ? sink == other : (places & LogSink.place(other)) != 0;
    }

    /** The places of the sinks for which {@link #isIn} may be true. */
    int places() {
        return places;
    }

    /** What is left of this when a later event has taken its place in that one's sink; null if nothing is. */
    @Nullable Mark without(Mark later) {
        int left = places & ~later.places;
        if (left == 0 || left == places) {
            return left == 0 ? null : this;
        }
        return new Mark(origin, task, n, hlc, isAhead, sink, left, base);
    }

    /** Whether this event is known to be the other, or to precede it in the same sink. */
    boolean precedesOrIs(Mark other) {
        if (sink != other.sink || (places & ~other.places) != 0 || !Objects.equals(origin, other.origin)) {
            return false;
        }
        if (task == other.task) {
            return n <= other.n;
        }
        for (int i = 0; i < other.base.length; i += 2) {
            if (other.base[i] == task && n <= other.base[i + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The base of a task that begins after these events: them, and what they are based on, as far as there is room. */
    static long[] base(@Nullable Frontier frontier) {
        if (frontier == null) {
            return NO_BASE;
        }
        long[] pairs = new long[2 * BASE_LIMIT];
        int length = 0;
        for (Mark mark : frontier.marks) {
            if (mark.origin == null) {
                length = addPair(pairs, length, mark.task, mark.n);
            }
        }
        for (Mark mark : frontier.marks) {
            for (int i = 0; i < mark.base.length; i += 2) {
                length = addPair(pairs, length, mark.base[i], mark.base[i + 1]);
            }
        }
        return java.util.Arrays.copyOf(pairs, length);
    }

    private static int addPair(long[] pairs, int length, long task, long n) {
        for (int i = 0; i < length; i += 2) {
            if (pairs[i] == task) {
                pairs[i + 1] = Math.max(pairs[i + 1], n);
                return length;
            }
        }
        if (length == pairs.length) {
            return length;
        }
        pairs[length] = task;
        pairs[length + 1] = n;
        return length + 2;
    }

    private static final int NO_SINK = -1;
    private static final int BASE_LIMIT = 16;
    private static final long[] NO_BASE = {};
}
