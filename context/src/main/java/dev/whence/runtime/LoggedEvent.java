package dev.whence.runtime;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A logged event, as its successors remember it: of this JVM, or of another whose message told of it. */
final class LoggedEvent {
    /** The JVM that logged the event; null for this one. */
    final @Nullable String origin;

    /** The ordinal of the task that logged the event. */
    final long task;

    /** The number of the event within its task, from 1. */
    final int n;

    /** The stamp of the event; of one of another JVM, the one that was told with it. */
    final long hlc;

    /** The stamp that others are told: that of the event, or a later one of what it descends from that is not believed here. */
    final long told;

    /** Events that precede the first event of the task, as pairs of task and number; not all, but never a wrong one. */
    private final long[] base;

    /** An event of this JVM; {@code ahead} as in {@link Frontier#ahead}. */
    LoggedEvent(long task, int n, long hlc, long ahead, long[] base) {
        this(null, task, n, hlc, HybridClock.later(hlc, ahead), base);
    }

    /** An event of another JVM. */
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

    /** Whether this event is known to be the other, or to precede it. */
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

    /** The base of a task that begins after these events: them, and what they are based on, as far as there is room. */
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
