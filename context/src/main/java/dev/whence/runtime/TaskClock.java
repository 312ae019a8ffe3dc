package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** The clock of the current task, for what is no event of a log: it is read, and not moved. */
public final class TaskClock {
    /** The id of the task, as in {@link LogStamp#task()}. */
    public static String task() {
        return LogStamp.id(State.current().task.log());
    }

    /** The stamp of the last event that the task has logged or descends from; null if there is none. */
    public static @Nullable String hlc() {
        Task task = State.current().task;
        long own = task.log == null ? 0 : task.log.hlc;
        long latest = task.frontier == null ? own : HybridClock.later(own, task.frontier.hlc);
        return latest == 0 ? null : HybridClock.hex(latest);
    }

    private TaskClock() {}
}
