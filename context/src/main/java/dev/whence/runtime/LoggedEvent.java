package dev.whence.runtime;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A log event as its successors remember it. It belongs to this JVM, or to another JVM that named it in a message. */
final class LoggedEvent {
    /** The instance of the JVM that logged the event; null for this JVM. */
    final @Nullable String origin;

    /** The ordinal of the task that logged the event. */
    final long task;

    /** The number of the event within its task, from 1. */
    final int n;

    /** The stamp of the event. For an event of another JVM, this is the stamp in the message. */
    final long hlc;

    /**
     * The stamp that is sent to other JVMs. It is that of the event, or a later one of an ancestor that this JVM does
     * not believe.
     */
    final long told;

    /**
     * Events that precede the first event of the task, as pairs of task and number. Some may be missing, but none is
     * wrong.
     */
    private final long[] base;

    /** Makes an event of this JVM; {@code ahead} is as in {@link Frontier#ahead}. */
    LoggedEvent(long task, int n, long hlc, long ahead, long[] base) {
        this(null, task, n, hlc, HybridClock.later(hlc, ahead), base);
    }

    /** Makes an event of another JVM. */
    LoggedEvent(String origin, long task, int n, long told) {
        this(origin, task, n, told, told, NO_BASE);
    }

    private LoggedEvent(@Nullable String origin, long task, int n, long hlc, long told, long[] base) {
        this.origin = origin;
        this.task = task;
        this.n = n;
        this.hlc = hlc;
        this.told = told;
        this.base = base;
    }

    /** Returns the ID of the event, unique among all JVMs: {@code <task>:<n>}. */
    String id() {
        return (origin == null ? Instance.ID : origin) + "-" + task + ":" + n;
    }

    /** Returns the short ID of the event for people to read. It has only two digits of the instance. */
    String shortId() {
        return (origin == null ? Instance.ID : origin).substring(0, 2) + "-" + task + ":" + n;
    }

    /** Whether this is an event of the given task of this JVM. */
    boolean isOf(long ordinal) {
        return origin == null && task == ordinal;
    }

    /** Whether this event is known to be the other one or to precede it. */
    boolean precedesOrIs(LoggedEvent other) {
        if (!Objects.equals(origin, other.origin)) {
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

    /**
     * Returns the base of a task that begins after the given events: these events and their bases, as far as there is
     * room.
     */
    static long[] base(List<LoggedEvent> marks) {
        if (marks.isEmpty()) {
            return NO_BASE;
        }
        long[] pairs = new long[2 * BASE_LIMIT];
        int length = 0;
        for (LoggedEvent mark : marks) {
            length = mark.origin == null ? addPair(pairs, length, mark.task, mark.n) : length;
        }
        for (LoggedEvent mark : marks) {
            for (int i = 0; i < mark.base.length && length < pairs.length; i += 2) {
                length = addPair(pairs, length, mark.base[i], mark.base[i + 1]);
            }
        }
        return java.util.Arrays.copyOf(pairs, length);
    }

    private static int addPair(long[] pairs, int length, long task, long n) {
        if (length == pairs.length) {
            return length;
        }
        for (int i = 0; i < length; i += 2) {
            if (pairs[i] == task) {
                pairs[i + 1] = Math.max(pairs[i + 1], n);
                return length;
            }
        }
        pairs[length] = task;
        pairs[length + 1] = n;
        return length + 2;
    }

    private static final int BASE_LIMIT = 16;
    private static final long[] NO_BASE = {};
}
