package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * What libraries keep for each thread and travels with the work: the user's MDC and OpenTelemetry's context, captured by
 * reference.
 *
 * <p>A program without a context, as are most, has no object of this class: its map stands for itself. So a task has one
 * field for both.
 */
final class Carried {
    private final @Nullable Object mdc;
    private final Object context;

    private Carried(@Nullable Object mdc, Object context) {
        this.mdc = mdc;
        this.context = context;
    }

    /** What the current thread has. */
    static @Nullable Object capture() {
        return of(Mdc.capture(), Tracing.capture());
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
        return context == null ? mdc : new Carried(mdc, context);
    }

    static @Nullable Object mdc(@Nullable Object carried) {
        return carried instanceof Carried both ? both.mdc : carried;
    }

    static @Nullable Object context(@Nullable Object carried) {
        return carried instanceof Carried both ? both.context : null;
    }

    static @Nullable Object withoutMdc(@Nullable Object carried) {
        return of(null, context(carried));
    }

    static @Nullable Object withoutContext(@Nullable Object carried) {
        return mdc(carried);
    }
}
