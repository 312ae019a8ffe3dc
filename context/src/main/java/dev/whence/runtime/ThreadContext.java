package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What libraries keep for each thread and travels with the work: the user's MDC and OpenTelemetry's context, captured by
 * reference.
 *
 * <p>A program without a context, as are most, has no object of this class: its map stands for itself. So a task has one
 * field for both.
 */
public final class ThreadContext {
    private final @Nullable Object mdc;
    private final Object context;

    private ThreadContext(@Nullable Object mdc, Object context) {
        this.mdc = mdc;
        this.context = context;
    }

    /** What the current thread has. */
    public static @Nullable Object capture() {
        return of(Mdc.capture(), Tracing.capture());
    }

    /** Whether a capture now would bring the same again. */
    static boolean isCurrent(@Nullable Object captured) {
        return Mdc.isSame(Mdc.capture(), mdc(captured)) && Tracing.capture() == context(captured);
    }

    /** Whether two that were captured are equal, though perhaps captured from different threads or at different times. */
    static boolean isEqual(@Nullable Object captured, @Nullable Object other) {
        return context(captured) == context(other) && Mdc.isEqual(mdc(captured), mdc(other));
    }

    /** Takes what was captured away from the current thread, as far as it still has it. */
    static void withdraw(@Nullable Object captured) {
        Mdc.withdraw(mdc(captured));
        Tracing.withdraw(context(captured));
    }

    /** What was captured, with those entries of the current thread's MDC that it does not have. */
    static @Nullable Object overCurrent(@Nullable Object captured) {
        return of(Mdc.overCurrent(mdc(captured)), context(captured));
    }

    /** Gives the current thread what was captured; returns what {@link #restore} needs. */
    static @Nullable Object swap(@Nullable Object captured) {
        return of(Mdc.swap(mdc(captured)), Tracing.attach(context(captured)));
    }

    /** Gives the current thread back what it had. */
    static void restore(@Nullable Object before) {
        Tracing.detach(context(before));
        Mdc.restore(mdc(before));
    }

    private static @Nullable Object of(@Nullable Object mdc, @Nullable Object context) {
        return context == null ? mdc : new ThreadContext(mdc, context);
    }

    static @Nullable Object mdc(@Nullable Object carried) {
        return carried instanceof ThreadContext both ? both.mdc : carried;
    }

    static @Nullable Object context(@Nullable Object carried) {
        return carried instanceof ThreadContext both ? both.context : null;
    }

    static @Nullable Object withMdcOfNow(@Nullable Object carried) {
        return of(Mdc.capture(), context(carried));
    }

    static @Nullable Object withoutMdc(@Nullable Object carried) {
        return of(null, context(carried));
    }
}
