package dev.whence.runtime.jdk;

import dev.whence.runtime.table.InjectedField;
import java.lang.invoke.VarHandle;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** The state of a {@link FutureTask}. It is read directly, because its methods may be overridden by the program. */
final class FutureState {
    private static final @Nullable VarHandle STATE = InjectedField.handle(FutureTask.class, "state", int.class);

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

    private FutureState() {}
}
