package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * The context with which a platform thread was started, and its end.
 *
 * <p>A thread that lives on may serve other operations in the end. So its context ends after a time limit, and always
 * as a whole: correlation, MDC and the context of the tracing library.
 *
 * <p>There is no timer. {@link State} checks the limit before the context is used or handed on, so no code sees a
 * context that is over. The check only applies while the thread runs its body: any other task has a context of its own,
 * which does not end.
 *
 * <p>Only the adopted context is taken away. A correlation that the program has set since, and MDC entries that it has
 * changed, stay. A scope that was opened before the end restores its previous correlation when it is closed; {@link
 * #lasting} makes sure that it does not bring back the adopted one.
 */
final class Adoption {
    private final Task body;
    private final Correlation correlation;
    private final @Nullable Object inherited;
    private final long until = System.nanoTime() + Settings.adoptNanos;

    /** The task that was current when this ended; null before the end. */
    private @Nullable Task last;

    /**
     * An adoption by the body of a thread. It covers the correlation of the body and the context that the thread
     * inherits.
     */
    Adoption(Task body, @Nullable Object inherited) {
        this.body = body;
        this.correlation = body.correlation;
        this.inherited = inherited;
    }

    /** Whether the time is up and the thread runs its body. Any other task has a context of its own. */
    boolean isOver(Task current) {
        return isBody(current) && System.nanoTime() - until > 0;
    }

    /**
     * Whether a task is the body of the thread. If the thread was started to run a future or the task of an executor,
     * that counts as its body too.
     */
    private boolean isBody(Task task) {
        return task == body || (task.previous() == body && task.correlation == correlation && task.isLikeBody());
    }

    /** Takes the adopted context from the current thread. A context that the thread has got since stays. */
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

    /**
     * Returns the correlation that a scope has to restore. This is the one before the scope, or none if that one was
     * adopted and the adoption has ended meanwhile.
     */
    Correlation lasting(Task task, Correlation before) {
        boolean hasEnded = last != null && (task == last || task == body);
        return hasEnded && before == correlation ? Correlation.none() : before;
    }
}
