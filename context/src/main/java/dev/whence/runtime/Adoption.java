package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * The context that a platform thread was started with. It ends as a whole after a while, since a thread that lives on may
 * have come to serve everybody.
 */
final class Adoption {
    private final Task body;
    private final Correlation correlation;
    private final @Nullable Object inherited;
    private final long until = System.nanoTime() + Settings.adoptNanos;

    /** The task in which it has ended. */
    private @Nullable Task last;

    /** An adoption by the body of a thread, of its correlation and what the thread will take of libraries. */
    Adoption(Task body, @Nullable Object inherited) {
        this.body = body;
        this.correlation = body.correlation;
        this.inherited = inherited;
    }

    /** Whether the time is up. While the thread does something else than its body, that has a context of its own. */
    boolean isOver(Task current) {
        return isBody(current) && System.nanoTime() - until > 0;
    }

    /** A future, or the task of an executor, that a thread was started to run is its body as well. */
    private boolean isBody(Task task) {
        return task == body || (task.previous() == body && task.correlation == correlation && task.isLikeBody());
    }

    /** Takes what was adopted from the current thread, but nothing that the thread has got otherwise. */
    void end(State state) {
        Task current = state.task;
        last = current;
        body.adoptionEnds();
        withdraw(state, current);
        if (current != body) {
            withdraw(state, body);
            current.forgetMdc();
        }
        ThreadContext.withdraw(inherited);
    }

    private void withdraw(State state, Task task) {
        if (state.naming != null) {
            state.naming.lost(state, task, correlation);
        }
        if (task.correlation == correlation) {
            task.correlation = Correlation.none();
        }
    }

    /** What a scope is to put back that was opened in a task before the end: none, if that has come meanwhile. */
    Correlation lasting(Task task, Correlation before) {
        boolean hasEnded = last != null && (task == last || task == body);
        return hasEnded && before == correlation ? Correlation.none() : before;
    }
}
