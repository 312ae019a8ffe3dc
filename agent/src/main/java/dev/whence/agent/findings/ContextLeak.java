package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.runtime.ContextLeaks.Leak;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import java.util.List;

/** A task has left context on its thread: a scope that is still open, or entries of the MDC. */
final class ContextLeak {
    private static final String REMEDY =
            "Open scopes in a try-with-resources statement, and remove in a finally block what was put into the MDC."
                    + " Without the agent, the next work of the thread has this context.";

    static Finding of(Incident incident, Task task, Leak leak) {
        Failure opener = leak.opener();
        List<StackTraceElement> stack = List.of(opener == null ? TaskView.hops(task) : opener.stack());
        return new Finding(
                FindingNames.CONTEXT_LEAK,
                "a task has ended and has left " + leak.what() + " on its thread",
                leak.what() + stack,
                List.of(opener == null ? "the task was begun here:" : "it was opened here:"),
                TaskView.correlation(task),
                incident.millis(),
                Frames.ofProgram(stack),
                REMEDY);
    }

    private ContextLeak() {}
}
