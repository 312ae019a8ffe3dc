package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.runtime.ContextLeaks.Leak;
import dev.whence.runtime.TaskView;
import java.util.List;

/** A task has left context on its thread: a scope that is still open, or entries of the MDC. */
final class ContextLeak {
    private static final String REMEDY =
            "Open scopes in a try-with-resources statement, and remove in a finally block what was put into the MDC."
                    + " Without the agent, the next work of the thread has this context.";

    static Finding of(Leak leak) {
        List<StackTraceElement> stack = List.of(TaskView.stack(leak));
        return new Finding(
                FindingNames.CONTEXT_LEAK,
                "a task has ended and has left " + leak.what() + " on its thread",
                leak.what() + stack,
                List.of(leak.opener() == null ? "the task was begun here:" : "it was opened here:"),
                leak.operation(),
                leak.millis(),
                Frames.ofProgram(stack),
                REMEDY);
    }

    private ContextLeak() {}
}
