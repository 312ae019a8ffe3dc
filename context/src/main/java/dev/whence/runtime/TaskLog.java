package dev.whence.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The identity of a task in the log, with its last event. It is created when the task first needs it. */
final class TaskLog {
    private static final AtomicLong ORDINALS = new AtomicLong();

    final long ordinal = ORDINALS.incrementAndGet();

    /** Events that precede the first event of the task; see {@link LoggedEvent#base}. */
    final long[] base;

    /** The number of the last event. */
    int n;

    /** The stamp of the last event. */
    long hlc;

    TaskLog(@Nullable Frontier before) {
        this.base = LoggedEvent.base(before == null ? List.of() : before.marks());
    }
}
