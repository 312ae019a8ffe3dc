package dev.whence.runtime.jdk;

import dev.whence.runtime.Failures;
import dev.whence.runtime.Hidden;
import dev.whence.runtime.Throwables;
import org.jspecify.annotations.Nullable;

/** The hooks of {@link Throwable}. */
public final class ThrowableHooks {
    /** Called when the current task prints a throwable. */
    @Hidden
    public static void rendered(@Nullable Throwable throwable) {
        Throwables.rendered(throwable);
    }

    /** Called when the program has set the stack trace of a throwable. */
    @Hidden
    public static void replaced(Throwable throwable) {
        Throwables.replaced(throwable);
    }

    /** Returns the stack trace for {@code getStackTrace}. */
    @Hidden
    public static StackTraceElement[] read(Throwable throwable, StackTraceElement[] raw) {
        Failures.received(throwable);
        return Throwables.read(throwable, raw);
    }

    /** Returns the stack trace for {@code printStackTrace}. */
    @Hidden
    public static StackTraceElement[] print(Throwable throwable, StackTraceElement[] raw) {
        Failures.received(throwable);
        return Throwables.print(throwable, raw);
    }

    /** Called when the message of a throwable is read. */
    public static void messageRead(Throwable throwable) {
        Failures.messageRead(throwable);
    }

    /** Called when the current task completes a future with a throwable. */
    @Hidden
    public static void handedOver(@Nullable Throwable throwable) {
        Throwables.handedOver(throwable);
    }

    private ThrowableHooks() {}
}
