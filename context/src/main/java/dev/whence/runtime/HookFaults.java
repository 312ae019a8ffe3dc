package dev.whence.runtime;

import java.lang.ref.WeakReference;
import org.jspecify.annotations.Nullable;

/**
 * The errors of one hook, either everywhere or for the library of one class loader. The third error within a minute
 * switches the hook off there.
 *
 * <p>The fields are not volatile. A thread that sees a change late runs the hook a little longer, which does no harm.
 * Neither does an error that a race leaves uncounted.
 */
final class HookFaults {
    private static final int TOLERATED_ERRORS = 3;
    private static final long WINDOW_NANOS = 60_000_000_000L;

    private final @Nullable WeakReference<ClassLoader> loader;
    private boolean isOff;
    private boolean isTold;
    private boolean isWoven;
    private int errors;
    private long firstError;
    private @Nullable String reason;

    HookFaults(@Nullable ClassLoader loader) {
        this.loader = loader == null ? null : new WeakReference<>(loader);
    }

    /** Whether these are the errors for a class loader. */
    boolean isOf(ClassLoader other) {
        return loader != null && loader.get() == other;
    }

    /** Whether the class loader was collected. */
    boolean isPast() {
        return loader != null && loader.get() == null;
    }

    boolean isOff() {
        return isOff;
    }

    boolean isWoven() {
        return isWoven;
    }

    void woven() {
        isWoven = true;
    }

    @Nullable String reason() {
        return reason;
    }

    /** Switches the hook off here. {@code isKnown} tells that the user knows of it already. */
    void off(String why, boolean isKnown) {
        isTold |= isKnown || isOff;
        isOff = true;
        reason = why;
    }

    /** Counts an error. One whose text cannot be made switches the hook off at once. */
    void failed(Throwable error, long now) {
        if (errors == 0 || now - firstError > WINDOW_NANOS) {
            errors = 0;
            firstError = now;
        }
        errors++;
        try {
            reason = "internal error: " + error;
        } catch (Throwable noText) {
            errors = TOLERATED_ERRORS;
        }
        isOff |= errors >= TOLERATED_ERRORS;
    }

    /** Returns the place where the hook is off, for a message to the user. */
    String where() {
        ClassLoader known = loader == null ? null : loader.get();
        return known == null ? "" : " in " + Stderr.nameOf(known);
    }

    /** Whether the user has yet to be told that the hook is off. Returns true only once. */
    boolean isNews() {
        boolean isNews = isOff && !isTold;
        isTold |= isNews;
        return isNews;
    }
}
