package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * The context that libraries keep for each thread and that travels with the work: the user's MDC and the context of
 * OpenTelemetry. Both are captured by reference.
 *
 * <p>Most programs do not use OpenTelemetry's context. For them the captured MDC stands for itself, without an object
 * of this class. So a task needs only one field, of type {@code Object}, for both.
 */
public final class ThreadContext {
    private final @Nullable Object mdc;
    private final Object context;

    private ThreadContext(@Nullable Object mdc, Object context) {
        this.mdc = mdc;
        this.context = context;
    }

    /** Captures the context of the current thread. */
    public static @Nullable Object capture() {
        return of(Mdc.capture(), Tracing.capture());
    }

    /** Whether a capture now would return the same context again. */
    static boolean isCurrent(@Nullable Object captured) {
        return Mdc.isSame(Mdc.capture(), mdc(captured)) && Tracing.capture() == context(captured);
    }

    /**
     * Whether two captured contexts are equal, even if they were captured on different threads or at different times.
     */
    static boolean isEqual(@Nullable Object captured, @Nullable Object other) {
        return context(captured) == context(other) && Mdc.isEqual(mdc(captured), mdc(other));
    }

    /** Removes a captured context from the current thread, as far as the thread still has it. */
    static void withdraw(@Nullable Object captured) {
        Mdc.withdraw(mdc(captured));
        Tracing.withdraw(context(captured));
    }

    /** Returns a captured context, extended by those entries of the current thread's MDC that it does not have. */
    static @Nullable Object overCurrent(@Nullable Object captured) {
        return of(Mdc.overCurrent(mdc(captured)), context(captured));
    }

    /** Sets a captured context on the current thread. Returns the argument for {@link #restore}. */
    static @Nullable Object swap(@Nullable Object captured) {
        return of(Mdc.swap(mdc(captured)), Tracing.attach(context(captured)));
    }

    /** Restores the context that the current thread had before {@link #swap}. */
    static void restore(@Nullable Object before) {
        Tracing.detach(context(before));
        Mdc.restore(mdc(before));
    }

    private static @Nullable Object of(@Nullable Object mdc, @Nullable Object context) {
        return context == null ? mdc : new ThreadContext(mdc, context);
    }

    /** Returns the MDC of a captured context. */
    static @Nullable Object mdc(@Nullable Object carried) {
        return carried instanceof ThreadContext both ? both.mdc : carried;
    }

    /** Returns the tracing context of a captured context, or null for the root. */
    static @Nullable Object context(@Nullable Object carried) {
        return carried instanceof ThreadContext both ? both.context : null;
    }

    /** Returns a captured context with the present MDC of the current thread. */
    static @Nullable Object withMdcOfNow(@Nullable Object carried) {
        return of(Mdc.capture(), context(carried));
    }

    /** Returns a captured context without an MDC. */
    static @Nullable Object withoutMdc(@Nullable Object carried) {
        return of(null, context(carried));
    }
}
