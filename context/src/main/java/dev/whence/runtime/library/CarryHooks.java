package dev.whence.runtime.library;

import dev.whence.runtime.FunctionType;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.State;
import dev.whence.runtime.StepwiseWork;
import dev.whence.runtime.Task;
import dev.whence.runtime.Throwables;
import org.jspecify.annotations.Nullable;

/**
 * The hooks of libraries that keep what the program has asked for in an object until it is done: a call, a message, a
 * record. The object carries a {@link StepwiseWork}, which is captured when the object is made or handed over. Each
 * method that goes on with the object is a step of that work.
 *
 * <p>All libraries call the same hooks. Each call says by a number for which {@linkplain HookedMethod method} it is
 * made.
 */
public final class CarryHooks {
    /**
     * Called when an object has been made or is handed over. The result is kept in the object. A constructor that calls
     * another one captures once only.
     */
    public static @Nullable Object captured(
            @Nullable Object carrier, @Nullable Object known, @Nullable Object function, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        if (known == null && carrier != null && hooked.hook.isOnFor(carrier)) {
            try {
                FunctionType type = FunctionType.of(function == null ? carrier : function);
                return type.isShared
                        ? new StepwiseWork(Task.ofNobody(), hooked.library())
                        : new StepwiseWork(State.current(), type, hooked.library());
            } catch (Throwable e) {
                hooked.hook.failed(e, carrier);
            }
        }
        return known;
    }

    /** As {@link #captured}, for an object that carries nothing unless it has a function. */
    public static @Nullable Object capturedFor(
            @Nullable Object carrier, @Nullable Object known, @Nullable Object function, int method) {
        return function == null ? known : captured(carrier, known, function, method);
    }

    /** As {@link #captured}, for an object that is the argument of a method. The latest hand-over counts. */
    public static void handedOver(@Nullable Object carrier, @Nullable Object function, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            Object work = captured(carrier, null, function, method);
            if (carrier != null && work != null) {
                hooked.field.set(carrier, work);
            }
        } catch (Throwable e) {
            hooked.hook.failed(e, carrier);
        }
    }

    /** Returns what was captured for an object. */
    public static @Nullable Object carried(@Nullable Object carrier, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            return carrier == null ? null : hooked.field.get(carrier);
        } catch (Throwable e) {
            hooked.hook.failed(e, carrier);
            return null;
        }
    }

    /**
     * Called before the program uses an object that several operations may use. Once they have, its work belongs to none
     * of them. This is noted even while the hook is off, because it may be switched on again.
     */
    public static void used(@Nullable Object carrier, @Nullable Object captured, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            StepwiseWork work = work(captured, hooked);
            if (work != null) {
                work.use();
            }
        } catch (Throwable e) {
            hooked.hook.failed(e, carrier);
        }
    }

    /** Called when a method of an object begins that goes on with its work. {@link #end} follows. */
    public static void begin(@Nullable Object carrier, @Nullable Object captured, int method) {
        HookedMethod hooked = HookedMethod.of(method);
        if (hooked.hook.isOnFor(carrier)) {
            try {
                StepwiseWork work = work(captured, hooked);
                // What was made before the agent was attached has no context.
                StepwiseWork known =
                        work == null || work.isShared() ? new StepwiseWork(Task.ofNobody(), hooked.library()) : work;
                known.stepIn(hooked.name);
            } catch (Throwable e) {
                hooked.hook.failed(e, carrier);
            }
        }
    }

    /** Returns what was captured, or null if nothing was. A table may hold what belongs to another hook. */
    private static @Nullable StepwiseWork work(@Nullable Object captured, HookedMethod hooked) {
        return captured instanceof StepwiseWork work && work.isOf(hooked.library()) ? work : null;
    }

    /** As {@link #begin}, for a method that has the object as an argument. */
    public static void beginWith(@Nullable Object carrier, int method) {
        begin(carrier, carried(carrier, method), method);
    }

    /** Called when such a method ends by a throwable. {@link #end} follows. */
    @Hidden
    public static void thrown(Throwable thrown) {
        Throwables.handedOver(thrown);
    }

    /** Called when such a method ends. */
    public static void end(int method) {
        HookedMethod hooked = HookedMethod.of(method);
        try {
            StepwiseWork.end(hooked.library());
        } catch (Throwable e) {
            hooked.hook.failed(e);
        }
    }

    private CarryHooks() {}
}
