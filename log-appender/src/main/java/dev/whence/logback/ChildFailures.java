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
 * What an appender of logback fails at without telling its caller: exceptions of its encoder, which it catches and reports
 * twice in half an hour, and what its stream is given while it cannot write, as on a full disk.
 *
 * <p>Logback keeps this in fields that are not public. Where it does not, or not in these, nothing is seen.
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

    /** Asked by an appender for each exception whether it may report it. */
    private static final class CountingGuard extends SimpleTimeBasedGuard {
        private volatile int requests;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // The superclass holds its lock as well.
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

    /** How many exceptions the appender has caught. */
    int caughtExceptions() {
        if (child instanceof AppenderBase<?>) {
            return COUNT == null ? 0 : (int) COUNT.get(child);
        }
        if (guard != null) {
            return guard.requests;
        }
        return OLD_COUNT != null && child instanceof UnsynchronizedAppenderBase<?> ? (int) OLD_COUNT.get(child) : 0;
    }

    /** Whether the appender drops what it is given, since its stream is in error. */
    boolean isStreamInError() {
        return child instanceof OutputStreamAppender<?> appender && isInError(appender);
    }

    /** An appender that ended itself over an error keeps its stream; one that was stopped does not. */
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
