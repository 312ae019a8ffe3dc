package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/** One run of a runnable that was submitted as it is. What that runs may be in a scope that it has opened around it. */
public abstract class SubmittedRun extends SurroundingRun {
    private Correlation captured = Correlation.none();

    /** A run in no context. */
    protected SubmittedRun() {}

    protected SubmittedRun(State state, FunctionType function) {
        super(state, function);
    }

    protected SubmittedRun(Task parent, @Nullable Hop hop) {
        super(parent, hop);
    }

    protected SubmittedRun(Task other) {
        super(other);
    }

    /** Makes this the current task of the thread. */
    public final void begin(State state) {
        captured = correlation;
        begins();
        resumeWithin(state);
    }

    @Override
    public final boolean isAround(Task inner, State state) {
        return captured == inner.correlation && hasBegunWith(inner);
    }
}
