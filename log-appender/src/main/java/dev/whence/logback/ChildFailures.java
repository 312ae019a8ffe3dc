package dev.whence.logback;

import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.recovery.ResilientOutputStreamBase;
import ch.qos.logback.core.util.SimpleTimeBasedGuard;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * Detects failures that an appender of logback does not report to its caller. There are two kinds. An appender catches
 * exceptions of its encoder, and reports them as a status at most twice in half an hour. And its stream drops bytes for
 * a while after an error, as on a full disk.
 *
 * <p>Both are read from private fields of logback, by variable handles. If a field is missing in a version of logback
 * or cannot be accessed, such failures are not detected.
 */
final class ChildFailures {
    private static final @Nullable VarHandle COUNT = field(AppenderBase.class, "exceptionCount", int.class);
    private static final @Nullable VarHandle OLD_COUNT =
            field(UnsynchronizedAppenderBase.class, "exceptionCount", int.class);
    private static final @Nullable VarHandle GUARD = guardField();
    private static final @Nullable VarHandle CLEAN =
            field(ResilientOutputStreamBase.class, "presumedClean", boolean.class);

    private final Appender<?> child;
    private final @Nullable CountingGuard guard;

    /**
     * A guard that counts its calls. An appender calls its guard for each exception, to decide whether to report it.
     */
    private static final class CountingGuard extends SimpleTimeBasedGuard {
        private volatile int requests;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // The lock of the superclass is the same.
        public synchronized boolean allow() {
            requests++;
            return super.allow();
        }
    }

    ChildFailures(Appender<?> child) {
        this.child = child;
        this.guard = guard(child);
    }

    private static @Nullable CountingGuard guard(Appender<?> child) {
        if (GUARD == null || !(child instanceof UnsynchronizedAppenderBase<?>)) {
            return null;
        }
        if (GUARD.get(child) instanceof CountingGuard known) {
            return known;
        }
        CountingGuard guard = new CountingGuard();
        GUARD.set(child, guard);
        return guard;
    }

    /** Returns the number of exceptions that the appender has caught so far. */
    int caughtExceptions() {
        if (child instanceof AppenderBase<?>) {
            return COUNT == null ? 0 : (int) COUNT.get(child);
        }
        if (guard != null) {
            return guard.requests;
        }
        return OLD_COUNT != null && child instanceof UnsynchronizedAppenderBase<?> ? (int) OLD_COUNT.get(child) : 0;
    }

    /** Returns whether the appender drops its output, because its stream is in error. */
    boolean isStreamInError() {
        return child instanceof OutputStreamAppender<?> appender && isInError(appender);
    }

    /** An appender that stopped itself after an error keeps its stream. One that was stopped from outside does not. */
    private static boolean isInError(OutputStreamAppender<?> appender) {
        Object stream = appender.getOutputStream();
        return stream instanceof ResilientOutputStreamBase
                ? CLEAN != null && !(boolean) CLEAN.get(stream)
                : stream != null && !appender.isStarted();
    }

    private static @Nullable VarHandle guardField() {
        try {
            return field(UnsynchronizedAppenderBase.class, "exceptionGuard", SimpleTimeBasedGuard.class);
        } catch (LinkageError olderLogback) {
            return null;
        }
    }

    private static @Nullable VarHandle field(Class<?> owner, String name, Class<?> type) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup()).findVarHandle(owner, name, type);
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
