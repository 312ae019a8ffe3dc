package dev.whence.runtime;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The identity of a task in the log and how far it got; made when the task first logs. */
final class TaskLog {
    private static final AtomicLong ORDINALS = new AtomicLong();

    final long ordinal = ORDINALS.incrementAndGet();

    /** What precedes the first event of the task. */
    final long[] base;

    /** The number of the last event. */
    int n;

    /** The stamp of the last event. */
    long hlc;

    TaskLog(@Nullable Frontier before) {
        this.base = LoggedEvent.base(before == null ? List.of() : before.marks());
    }
}
