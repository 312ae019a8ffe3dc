package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.StackTraceElementProxy;
import dev.whence.runtime.log.Printable;
import org.jspecify.annotations.Nullable;

/** A throwable of which the messages are escaped. So each line of its stack trace is one that logback has made. */
final class EscapedThrowable implements IThrowableProxy {
    private static final boolean HAS_OVERRIDING_MESSAGES = hasOverridingMessages();

    private final IThrowableProxy throwable;

    private EscapedThrowable(IThrowableProxy throwable) {
        this.throwable = throwable;
    }

    /** An event that shows an escaped throwable in the place of its own. */
    private static final class Event extends StampedEvent {
        private final IThrowableProxy escaped;

        Event(ILoggingEvent event, IThrowableProxy escaped) {
            super(event);
            stamp(EventStamps.of(event));
            this.escaped = escaped;
        }

        @Override
        public IThrowableProxy getThrowableProxy() {
            return escaped;
        }
    }

    /** Returns the event itself, or one that shows an escaped throwable if there is something to escape. */
    static ILoggingEvent in(ILoggingEvent event) {
        IThrowableProxy thrown = event.getThrowableProxy();
        return thrown == null || isPrintable(thrown) ? event : new Event(event, new EscapedThrowable(thrown));
    }

    private static boolean isPrintable(IThrowableProxy throwable) {
        for (IThrowableProxy each = throwable; each != null; each = each.getCause()) {
            if (!isPrintable(each.getMessage())
                    || !isPrintable(overridingMessage(each))
                    || !arePrintable(each.getSuppressed())) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(@Nullable String message) {
        return message == null || message.equals(Printable.escape(message));
    }

    private static boolean arePrintable(IThrowableProxy @Nullable [] throwables) {
        if (throwables != null) {
            for (IThrowableProxy each : throwables) {
                if (!isPrintable(each)) {
                    return false;
                }
            }
        }
        return true;
    }

    @Override
    public @Nullable String getMessage() {
        return escaped(throwable.getMessage());
    }

    @Override
    public @Nullable String getOverridingMessage() {
        return escaped(overridingMessage(throwable));
    }

    private static @Nullable String escaped(@Nullable String message) {
        return message == null ? null : Printable.escape(message);
    }

    private static @Nullable String overridingMessage(IThrowableProxy throwable) {
        return HAS_OVERRIDING_MESSAGES ? throwable.getOverridingMessage() : null;
    }

    @Override
    public String getClassName() {
        return throwable.getClassName();
    }

    @Override
    public StackTraceElementProxy[] getStackTraceElementProxyArray() {
        return throwable.getStackTraceElementProxyArray();
    }

    @Override
    public int getCommonFrames() {
        return throwable.getCommonFrames();
    }

    @Override
    public @Nullable IThrowableProxy getCause() {
        IThrowableProxy cause = throwable.getCause();
        return cause == null ? null : new EscapedThrowable(cause);
    }

    @Override
    public IThrowableProxy @Nullable [] getSuppressed() {
        IThrowableProxy[] suppressed = throwable.getSuppressed();
        if (suppressed == null) {
            return null;
        }
        IThrowableProxy[] escaped = new IThrowableProxy[suppressed.length];
        for (int i = 0; i < escaped.length; i++) {
            escaped[i] = new EscapedThrowable(suppressed[i]);
        }
        return escaped;
    }

    @Override
    public boolean isCyclic() {
        return throwable.isCyclic();
    }

    /** The method is new in logback 1.5.22. */
    private static boolean hasOverridingMessages() {
        try {
            return IThrowableProxy.class.getMethod("getOverridingMessage") != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
