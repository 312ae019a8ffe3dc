package dev.whence.runtime;

import dev.whence.context.Correlation;
import org.jspecify.annotations.Nullable;

/**
 * The context that a task has because it was begun in an operation, and its end.
 *
 * <p>A thread that lives on may serve other operations in the end, and so may a task that never returns. Two signs tell
 * that it does: it {@linkplain WorkLoop waits for work}, or it has run for longer than the time limit. Then the adopted
 * context ends, and always as a whole: correlation, MDC, the context of the tracing library, and the hop.
 *
 * <p>There is no timer. {@link State} checks the limit before the context is used or handed on, so no code sees a
 * context that is over. The time of a thread begins with its start. That of another task begins when it waits for the
 * first time, because most tasks never do, and then need no object of this class.
 *
 * <p>The check only applies while the task itself runs: any other task inside it has a context of its own, which does
 * not end.
 *
 * <p>Only the adopted context is taken away. A correlation that the program has set since, and MDC entries that it has
 * changed, stay. A scope that was opened before the end restores its previous correlation when it is closed; {@link
 * #lasting} makes sure that it does not bring back the adopted one.
 */
final class Adoption {
    /** The number of objects for which the waits are counted. A loop may wait for several in turns. */
    private static final int OBJECTS = 4;

    private final Task body;
    private final Correlation correlation;
    private final @Nullable Object adopted;
    private final long until = System.nanoTime() + Settings.adoptNanos;

    /** The identity hash codes of the last objects that the task has waited for, so that none is kept alive. */
    private final int[] objects = new int[OBJECTS];

    private final int[] waits = new int[OBJECTS];
    private int next;

    /** The task that was current when this ended; null before the end. */
    private @Nullable Task last;

    /** An adoption by a task. It covers the correlation of the task and a {@link ThreadContext}. */
    Adoption(Task body, @Nullable Object adopted) {
        this.body = body;
        this.correlation = body.correlation;
        this.adopted = adopted;
    }

    /** Whether the time is up and the task itself runs. Any other task has a context of its own. */
    boolean isOver(Task current) {
        return last == null && isOf(current) && System.nanoTime() - until > 0;
    }

    /**
     * Whether this is the adoption of a task. If a thread was started to run a future or the task of an executor, that
     * counts as the body of the thread too.
     */
    boolean isOf(Task task) {
        return task == body || (task.previous() == body && task.correlation == correlation && task.isLikeBody());
    }

    /**
     * Counts a wait of the task for an object. Returns whether to find out now if the task is a loop: at the second wait,
     * the fourth, the eighth and so on, because that costs a look at the stack.
     */
    boolean waitsAgain(Object object) {
        int count = count(System.identityHashCode(object));
        return count > 1 && Integer.bitCount(count) == 1;
    }

    private int count(int hash) {
        for (int i = 0; i < OBJECTS; i++) {
            if (objects[i] == hash && waits[i] > 0) {
                return ++waits[i];
            }
        }
        objects[next] = hash;
        waits[next] = 1;
        next = (next + 1) % OBJECTS;
        return 1;
    }

    boolean isOfBody(Task task) {
        return task == body;
    }

    /**
     * Takes the adopted context from the current thread. A context that the thread has got since stays. Returns this
     * object as long as an open scope needs it, or else null.
     */
    @Nullable Adoption end(State state) {
        Task current = state.task;
        last = current;
        withdraw(state, current);
        if (current != body) {
            withdraw(state, body);
            current.forgetMdc();
        }
        ThreadContext.withdraw(adopted);
        return body.hasOpenScope() || current.hasOpenScope() ? this : null;
    }

    private void withdraw(State state, Task task) {
        if (state.naming != null) {
            state.naming.lost(state, task, correlation);
        }
        task.disown(correlation);
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
