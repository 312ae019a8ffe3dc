package dev.whence.agent.live;

import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import dev.whence.runtime.jdk.InFlight;

/** Work that waits for other work, or for a lock. */
public final class WaitingWork {
    /** Whether a thread waits without a time limit in the work of an operation. */
    public static boolean isOf(String operation) {
        for (Thread thread : Threads.all()) {
            State state = Awaited.blocker(thread) == null ? null : InFlight.state(thread);
            for (Task task = state == null ? null : state.task; task != null; task = task.previous()) {
                if (TaskView.correlation(task).equals(operation)) {
                    return true;
                }
            }
        }
        return false;
    }

    private WaitingWork() {}
}
