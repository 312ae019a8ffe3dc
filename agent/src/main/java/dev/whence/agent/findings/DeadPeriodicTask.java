package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Schedulers;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import java.util.List;
import java.util.TimerTask;
import org.jspecify.annotations.Nullable;

/**
 * A periodic task has thrown. Its scheduler does not run it any more, and says so nowhere: the exception is in a future
 * that most programs do not keep. A {@link java.util.Timer} loses its thread, and with it all its other tasks.
 */
final class DeadPeriodicTask {
    private static final String REMEDY =
            "Catch what a run may throw inside of the task, and log it there. The scheduler runs a task no more after"
                    + " it has thrown, and keeps the exception in the future that scheduleAtFixedRate has returned.";
    private static final String OF_TIMER =
            "Catch what a run may throw inside of the task, and log it there. The thread of the timer has ended, so"
                    + " none of its tasks runs any more: a ScheduledExecutorService keeps its tasks apart.";

    /** Returns the finding. Null if the pool was shut down: then the run has thrown because of that. */
    static @Nullable Finding of(Incident incident) {
        Failure failure = incident.failure();
        Task run = incident.task();
        if (failure == null || run == null || Schedulers.isShutDown(incident.work())) {
            return null;
        }
        boolean isOfTimer = incident.work() instanceof TimerTask;
        String what = (isOfTimer
                        ? "a task has ended its timer by throwing "
                        : "a periodic task does not run any more: it has thrown ")
                + failure.text();
        return new Finding(
                FindingNames.DEAD_PERIODIC_TASK,
                what,
                List.of(TaskView.hops(run)).toString(),
                List.of(),
                TaskView.correlation(run),
                incident.millis(),
                Frames.ofProgram(List.of(failure.stack())),
                isOfTimer ? OF_TIMER : REMEDY);
    }

    private DeadPeriodicTask() {}
}
