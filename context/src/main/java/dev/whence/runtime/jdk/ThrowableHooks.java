package dev.whence.runtime.jdk;

import dev.whence.runtime.Hidden;
import dev.whence.runtime.Throwables;
import org.jspecify.annotations.Nullable;

/** The hooks of {@link Throwable}. */
public final class ThrowableHooks {
    /** The current task prints a throwable. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        Throwables.rendered(throwable);
    }

    /** The program has set the stack trace of a throwable. */
    @Hidden
    public static void replaced(Throwable throwable) {
        Throwables.replaced(throwable);
    }

    /** The trace that {@code getStackTrace} returns. */
    @Hidden
    public static StackTraceElement[] read(Throwable throwable, StackTraceElement[] raw) {
        return Throwables.read(throwable, raw);
    }

    /** The trace that {@code printStackTrace} prints. */
    @Hidden
    public static StackTraceElement[] print(Throwable throwable, StackTraceElement[] raw) {
        return Throwables.print(throwable, raw);
    }

    /** The current task gives a throwable to a future. */
    @Hidden
    public static void handedOver(@Nullable Throwable throwable) {
        Throwables.handedOver(throwable);
    }

    private ThrowableHooks() {}
}
