package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The throwables of the program: they are bound to the tasks in which they were made, and their stack traces are extended
 * across asynchronous boundaries when they are read.
 *
 * <p>A throwable is {@linkplain Bindings bound} where it leaves its task, where the task hands it over, where the failure of
 * the task is recorded, or where the task prints it. The throwable itself is not touched. Its trace is extended when somebody
 * reads it, and what was read once never changes. A throwable that is not bound is shown as it always was.
 *
 * <p>An error in this class is counted by the hook's switch and never reaches the program.
 */
public final class Throwables {
    private static final HookSwitch SWITCH = HookSwitch.named("Throwable");

    /**
     * A throwable has left a task, and been caught by the method that calls this, which the JVM hides, in that which runs
     * the task; what it is bound by, if it was made there.
     */
    @Hidden
    public static @Nullable Binding leaves(Throwable thrown, Task task, @Nullable Object function) {
        try {
            return task.hop == null || !SWITCH.isOn()
                    ? null
                    : Bindings.leaves(thrown, task, function == null ? null : FunctionType.entryOf(function));
        } catch (Throwable e) {
            SWITCH.failed(e);
            return null;
        }
    }

    /** As {@link #leaves}, if only the type of the function is known. */
    @Hidden
    public static @Nullable Binding leavesAs(Throwable thrown, Task task, @Nullable FunctionType function) {
        if (task.hop != null && SWITCH.isOn()) {
            try {
                return Bindings.leaves(thrown, task, function == null ? null : function.entry());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
        return null;
    }

    /** A throwable ends the thread of a task. */
    @Hidden
    public static void ends(Throwable thrown, Task task, @Nullable FunctionType function) {
        if (task.hop != null && SWITCH.isOn()) {
            try {
                Bindings.ends(thrown, task, function == null ? null : function.entry());
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task gives a throwable to a future, or whatever else hands it on. */
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

    /** The failure of the current task is about to be recorded. */
    @Hidden
    public static void failing(Throwable thrown, Task task, Object function) {
        if (task.hop != null && SWITCH.isOn()) {
            try {
                Bindings.failing(thrown, task, FunctionType.entryOf(function));
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** The current task prints or logs a throwable. */
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

    /** A throwable whose trace somebody sets keeps just that. */
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

    /** What {@code getStackTrace} returns. */
    @Hidden
    public static StackTraceElement[] read(Throwable throwable, StackTraceElement[] raw) {
        return Settings.stitchReads ? stitched(throwable, raw) : raw;
    }

    /** What is printed or logged. */
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
