package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** The clock of the current task, for code that logs no event: the clock is read but not advanced. */
public final class TaskClock {
    /** Returns the ID of the current task, as in {@link LogStamp#task()}. */
    public static String task() {
        return LogStamp.id(State.current().task.log());
    }

    /** Returns the stamp of the last event that the task has logged or descends from, or null if there is none. */
    public static @Nullable String hlc() {
        Task task = State.current().task;
        TaskLog log = task.knownLog();
        long own = log == null ? 0 : log.hlc;
        long latest = task.frontier == null ? own : HybridClock.later(own, task.frontier.hlc);
        return latest == 0 ? null : HybridClock.hex(latest);
    }

    private TaskClock() {}
}
