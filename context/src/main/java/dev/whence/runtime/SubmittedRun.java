package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/** One run of a runnable that was submitted as it is. What that runs may be in a scope that it has opened around it. */
abstract class SubmittedRun extends SurroundingRun {
    private Correlation captured = Correlation.none();

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
        begins();
        resumeWithin(state);
    }

    @Override
    final boolean isAround(Task inner, State state) {
        return captured == inner.correlation && hasBegunWith(inner);
    }
}
