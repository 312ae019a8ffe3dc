package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.runtime.Failure;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A future has failed, and its exception was collected before anybody had looked at it: no code has got it, no function
 * has received it, and no logger has printed its stack trace.
 */
final class UnobservedFailure {
    private static final String REMEDY =
            "End each chain of futures with a whenComplete or exceptionally that logs the failure, or return the future"
                    + " to a caller who waits for it. If the failure does not matter, say so by an exceptionally that"
                    + " ignores it.";

    /** Returns the finding, or null if the failure is one of the JDK alone. */
    static @Nullable Finding of(Failure failure) {
        List<StackTraceElement> stack = Frames.ofProgram(List.of(failure.stack()));
        if (Frames.at(stack).isEmpty()) {
            return null;
        }
        return new Finding(
                FindingNames.UNOBSERVED_FAILURE,
                "a future has failed, and nobody has looked at the exception: " + failure.text(),
                stack.toString(),
                List.of(),
                failure.operation,
                failure.millis,
                stack,
                REMEDY);
    }

    private UnobservedFailure() {}
}
