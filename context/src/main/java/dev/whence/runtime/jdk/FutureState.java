package dev.whence.runtime.jdk;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RunnableScheduledFuture;
import org.jspecify.annotations.Nullable;

/** The state of a {@link FutureTask}. It is read directly, because its methods may be overridden by the program. */
final class FutureState {
    private static final @Nullable VarHandle STATE = InjectedField.handle(FutureTask.class, "state", int.class);

    private static final @Nullable VarHandle WAITERS = InjectedField.handle(
            FutureTask.class, "waiters", InjectedField.type(FutureTask.class.getName() + "$WaitNode"));

    private static final int NEW = 0;

    /** The lowest state of a cancelled future. */
    private static final int CANCELLED = 4;

    /** Whether a future is not complete, as far as its state is known. */
    static boolean isNew(FutureTask<?> future) {
        return STATE != null && (int) STATE.getVolatile(future) == NEW;
    }

    /** Whether a future is cancelled, or its state is not known. */
    static boolean isCancelled(FutureTask<?> future) {
        return STATE == null || (int) STATE.getVolatile(future) >= CANCELLED;
    }

    /**
     * Returns whether a future may be periodic. No method is called on a future of a class of the program. Such a
     * future counts as periodic.
     */
    static boolean isPeriodic(FutureTask<?> future) {
        return future instanceof RunnableScheduledFuture<?> scheduled
                && (future.getClass().getClassLoader() != null || scheduled.isPeriodic());
    }

    /**
     * Whether nobody is going to see the exception that the run of a future has just thrown. A thread that waits for
     * the future gets it. If the future is cancelled, the run may have thrown because of that.
     */
    static boolean failsUnseen(FutureTask<?> future) {
        return isNew(future) && WAITERS != null && WAITERS.getVolatile(future) == null;
    }

    private FutureState() {}
}
