package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Hooks for the throwables of the program. Each throwable is bound to the task in which it was made. Its stack trace is
 * extended across asynchronous boundaries when it is read.
 *
 * <p>A throwable is {@linkplain Bindings bound} where it leaves its task, where the task hands it over, where it is
 * recorded as the failure of the task, or where the task prints it. The throwable itself is not modified: the extended
 * trace is made when the trace is read, and a trace that was read once never changes. The trace of an unbound throwable
 * is shown unchanged.
 *
 * <p>An error in this class is counted by the switch of the hook and never reaches the program.
 */
public final class Throwables {
    private static final HookSwitch SWITCH = HookSwitch.named("Throwable");

    /**
     * Binds a throwable that has left a task. The caller is the method that runs the task and has caught the throwable;
     * the JVM hides it from stack traces. Returns what is known of the throwable, or null if it was not made in the task
     * or was bound before.
     */
    @Hidden
    public static @Nullable KnownThrowable leaves(Throwable thrown, Task task, @Nullable Object function) {
        task.fails(thrown);
        try {
            return task.hop == null || !SWITCH.isOn()
                    ? null
                    : Bindings.leaves(thrown, task, function == null ? null : FunctionType.entryOf(function));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** As {@link #leaves}, for callers that only know the type of the function. */
    @Hidden
    public static @Nullable KnownThrowable leavesAs(Throwable thrown, Task task, @Nullable FunctionType function) {
        task.fails(thrown);
        if (task.hop != null && SWITCH.isOn()) {
            try {
                return Bindings.leaves(thrown, task, function == null ? null : function.entry());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** Binds a throwable that ends the thread of a task. */
    @Hidden
    public static void ends(Throwable thrown, Task task, @Nullable FunctionType function) {
        task.fails(thrown);
        if (task.hop != null && SWITCH.isOn()) {
            try {
                Bindings.ends(thrown, task, function == null ? null : function.entry());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Binds a throwable that the current task gives to a future or hands over in another way. */
    @Hidden
    public static void handedOver(@Nullable Throwable thrown) {
        if (thrown != null && Settings.stacks != Settings.STACKS_OFF && SWITCH.isOn()) {
            try {
                Bindings.handedOver(thrown, State.current());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Binds a throwable that is about to be recorded as the failure of the current task. */
    @Hidden
    public static void failing(Throwable thrown, Task task, Object function) {
        task.fails(thrown);
        if (task.hop != null && SWITCH.isOn()) {
            try {
                Bindings.failing(thrown, task, FunctionType.entryOf(function));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Binds a throwable that the current task prints or logs. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        if (throwable != null && Settings.stitchPrints && SWITCH.isOn()) {
            try {
                Bindings.shown(throwable, State.current().task);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Records that the program has set the stack trace of a throwable, which is shown unchanged from now on. */
    @Hidden
    public static void replaced(Throwable throwable) {
        if (SWITCH.isOn()) {
            try {
                Bindings.replaced(throwable);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Returns the trace that {@code getStackTrace} returns. */
    @Hidden
    public static StackTraceElement[] read(Throwable throwable, StackTraceElement[] raw) {
        return Settings.stitchReads ? stitched(throwable, raw) : raw;
    }

    /** Returns the trace that is printed or logged. */
    @Hidden
    public static StackTraceElement[] print(Throwable throwable, StackTraceElement[] raw) {
        return Settings.stitchPrints ? stitched(throwable, raw) : raw;
    }

    private static StackTraceElement[] stitched(Throwable throwable, StackTraceElement[] raw) {
        if (raw.length == 0 || !SWITCH.isOn()) {
            return raw;
        }
        try {
            Binding binding = Bindings.of(throwable);
            return binding == null ? raw : binding.stitched(throwable, raw);
        } catch (Throwable e) {
            SWITCH.failed(e);
            return raw;
        }
    }

    private Throwables() {}
}
