package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * One run of a runnable that was submitted as it is.
 *
 * <p>The runnable may be one of the program's around another, as Spring's task decorators make it: it puts something into
 * the MDC, or opens a scope, and then runs what it was given. That was captured at the same submission, so it has the same
 * context, and is meant to see what was put around it.
 */
abstract class SubmittedRun extends Task {
    private Correlation captured = Correlation.none();
    private @Nullable Object capturedCarried;

    /** A run in no context. */
    SubmittedRun() {}

    SubmittedRun(State state, FunctionType function) {
        super(state, function);
    }

    SubmittedRun(Task parent, @Nullable Hop hop) {
        super(parent, hop);
    }

    SubmittedRun(Task other) {
        super(other);
    }

    /** Makes this the current task of the thread. */
    final void begin(State state) {
        captured = correlation;
        capturedCarried = carried();
        resumeWithin(state);
    }

    /** Whether this began in the context that another has captured. */
    final boolean isAround(Task other) {
        return captured == other.correlation && Carried.isEqual(capturedCarried, other.carried());
    }
}
