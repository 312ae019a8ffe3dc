package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * One run of something that may run others of the same submission.
 *
 * <p>It may be one of the program's around another, as Spring's task decorators make it: it puts something into the MDC and
 * then runs what it was given. That was captured at the same submission, so it has the same context, and is meant to see
 * what was put around it.
 */
public abstract class SurroundingRun extends Task {
    private @Nullable Object begunWith;

    /** A run in no context. */
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

    /** To be called before this runs. */
    public final void begins() {
        begunWith = carried();
    }

    @Override
    public boolean isAround(Task inner, State state) {
        return correlation == inner.correlation && hasBegunWith(inner);
    }

    /** Whether this has begun with what was captured for another that has not run yet, but for the correlation. */
    final boolean hasBegunWith(Task inner) {
        return ThreadContext.isEqual(begunWith, inner.carried());
    }
}
