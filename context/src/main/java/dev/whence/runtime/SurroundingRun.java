package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * One run of a task that may run other tasks of the same submission.
 *
 * <p>The task may be a decorator, as Spring's task decorators make them: it puts an entry into the MDC and then runs
 * the task that it was given. The inner task is expected to see that entry. But it has captured a context of its own,
 * which would replace the decorated MDC.
 *
 * <p>Both tasks were captured at the same submission, so they have captured equal contexts. That is how an inner task
 * is recognized. The captured contexts are compared, and not the present one, which the decorator has changed. So this
 * run has to keep the context that it began with, because a task gives its captured context away when it is resumed. A
 * task of another submission with another context does not match and runs in its own.
 */
public abstract class SurroundingRun extends Task {
    private @Nullable Object begunWith;

    /** Makes a run without a context. */
    protected SurroundingRun() {}

    protected SurroundingRun(State state, FunctionType function) {
        super(state, function);
    }

    protected SurroundingRun(Task parent, @Nullable Hop hop) {
        super(parent, hop);
    }

    protected SurroundingRun(Correlation own, Task scheduled) {
        super(own, scheduled);
    }

    protected SurroundingRun(Task other) {
        super(other);
    }

    /** Keeps the captured context. Must be called before this task is resumed. */
    public final void begins() {
        begunWith = carried();
    }

    @Override
    final @Nullable Object adopted() {
        return begunWith;
    }

    @Override
    public boolean isAround(Task inner, State state) {
        return !isDisowned() && correlation == inner.correlation && hasBegunWith(inner);
    }

    /**
     * Whether this task began with the context that was captured for another one, which has not run yet. The
     * correlation is not compared.
     */
    final boolean hasBegunWith(Task inner) {
        return ThreadContext.isEqual(begunWith, inner.carried());
    }
}
