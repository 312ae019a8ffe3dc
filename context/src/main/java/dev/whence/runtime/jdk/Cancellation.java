package dev.whence.runtime.jdk;

import dev.whence.runtime.Frontier;
import dev.whence.runtime.State;
import dev.whence.runtime.table.InjectedField;
import org.jspecify.annotations.Nullable;

/**
 * What the field of a future or fork/join task holds from the moment that a thread tries to cancel it: the frontier of
 * that thread's task, and what the field held before. Who gets a cancelled future comes after the canceller.
 *
 * <p>It is written before the state, because a thread that sees the state must also find the canceller. So the attempt
 * may still fail. Then the run goes on, and leaves its frontier here.
 *
 * <p>If several threads try at the same time, it is not known which of them wins, and there is no edge. A future tells
 * the winner afterwards. A cancellation at the very moment when the run begins or ends may have no edge either.
 */
final class Cancellation {
    private final @Nullable Frontier canceller;

    /** What the field held before. */
    final @Nullable Object held;

    /** What the run has left if it was not cancelled in time. */
    @Nullable Frontier left;

    private volatile boolean isContested;

    private Cancellation(@Nullable Frontier canceller, @Nullable Object held) {
        this.canceller = canceller;
        this.held = held;
    }

    /** Called before the current task tries to cancel a future, whose field this is. */
    static void attempt(InjectedField field, Object future) {
        Frontier canceller = State.current().task.frontier;
        boolean isKnown = false;
        while (!isKnown) {
            Object held = field.get(future);
            if (held instanceof Cancellation other) {
                other.isContested = true;
                isKnown = true;
            } else {
                isKnown = field.compareAndSet(future, held, new Cancellation(canceller, held));
            }
        }
    }

    /** Called when the current task has cancelled a future. Its field held {@code held}, if that is still needed. */
    static void succeeded(InjectedField field, Object future, @Nullable Object held) {
        field.set(future, new Cancellation(State.current().task.frontier, held));
    }

    /** Returns what a field holds, or has held before a cancellation. */
    static @Nullable Object held(@Nullable Object value) {
        return value instanceof Cancellation cancellation ? cancellation.held : value;
    }

    /** Returns the frontier that precedes whoever gets the future. */
    @Nullable Frontier frontier(boolean isCancelled) {
        if (isCancelled) {
            return isContested ? null : canceller;
        }
        return left;
    }
}
