package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** A logged event, as its successors remember it. */
final class Mark {
    /** The ordinal of the task that logged the event. */
    final long task;

    /** The number of the event within its task, from 1. */
    final int n;

    /** The stamp of the event. */
    final long hlc;

    /** The sink whose output contains the event. */
    final int sink;

    /** Events that precede the first event of the task, as pairs of task and number; not all, but never a wrong one. */
    private final long[] base;

    Mark(long task, int n, long hlc, int sink, long[] base) {
        this.task = task;
        this.n = n;
        this.hlc = hlc;
        this.sink = sink;
        this.base = base;
    }

    /** Whether this event is known to be the other, or to precede it in the same sink. */
    boolean precedesOrIs(Mark other) {
        if (sink != other.sink) {
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
            length = addPair(pairs, length, mark.task, mark.n);
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

    private static final int BASE_LIMIT = 16;
    private static final long[] NO_BASE = {};
}
