package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.Incidents.NoCorrelation;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Code of the program has completed a future of an operation on a thread that has no correlation. So what the thread has
 * done for the operation, and has logged, does not belong to it.
 */
final class CorrelationLost {
    private static final String REMEDY =
            "Take the correlation along: make a Handoff where the work is put into a queue or given to a library, and"
                    + " resume it where the work is done. If the thread works for many operations at once, nothing is"
                    + " wrong.";

    /** Returns the finding. Null if it is the JDK or a library that has completed the future. */
    static @Nullable Finding of(Incident incident) {
        Failure seen = incident.failure();
        Task task = incident.task();
        if (!(incident.work() instanceof NoCorrelation without) || seen == null || task == null) {
            return null;
        }
        List<StackTraceElement> frames = List.of(seen.stack());
        if (!isCompletedByProgram(frames)) {
            return null;
        }
        List<StackTraceElement> own = Frames.ofProgram(frames);
        List<StackTraceElement> hops = List.of(TaskView.hops(task));
        String dependent = hops.isEmpty() ? "a stage" : hops.get(0).getMethodName();
        return new Finding(
                FindingNames.CORRELATION_LOST,
                "the thread " + without.thread() + " has completed a future of an operation, and has no correlation",
                Frames.at(own) + Frames.at(hops),
                List.of("the operation goes on in " + dependent + Frames.at(hops)),
                TaskView.correlation(task),
                incident.millis(),
                own,
                REMEDY);
    }

    /**
     * Whether the innermost frames are those of a future, which code of the program completes. A thread that waits for a
     * future may run what depends on it as well, and whoever cancels a future does nothing for its operation.
     */
    private static boolean isCompletedByProgram(List<StackTraceElement> frames) {
        String called = "";
        for (StackTraceElement frame : frames) {
            String type = frame.getClassName();
            if (type.startsWith("java.util.concurrent.CompletableFuture")) {
                called = frame.getMethodName();
            } else if (!type.startsWith("dev.whence.runtime.")) {
                return called.startsWith("complete") && Frames.isOfProgram(frame);
            }
        }
        return false;
    }

    private CorrelationLost() {}
}
