package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * One run of a runnable that was submitted as it is, without a future around it.
 *
 * <p>The runnable may open a scope and then run another one that was captured at the same submission. By then this run
 * has another correlation than the inner one. So the inner one is compared with the correlation that this run had when
 * it began, not with the present one. If they match, the inner one runs in the scope.
 */
public abstract class SubmittedRun extends SurroundingRun {
    private Correlation captured = Correlation.none();

    /** Makes a run without a context. */
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
        return !isDisowned() && captured == inner.correlation && hasBegunWith(inner);
    }
}
