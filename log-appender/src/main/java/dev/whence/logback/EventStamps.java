package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import dev.whence.runtime.FieldTable;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Finds the stamp of an event, or stamps it if nobody has. */
final class EventStamps {
    private static final ThreadLocal<LastStamp> LAST = new ThreadLocal<>();
    private static final @Nullable VarHandle INJECTED = injectedField();
    private static final boolean HAS_INSTANTS = hasInstants();

    /** The last event that a thread stamped: several words of one pattern must show one stamp. */
    private static final class LastStamp {
        final WeakReference<ILoggingEvent> event;
        final LogStamp stamp;

        LastStamp(ILoggingEvent event, LogStamp stamp) {
            this.event = new WeakReference<>(event);
            this.stamp = stamp;
        }
    }

    /**
     * The stamp of an event; null if it has none and was logged by another thread than the current one, whose task is
     * not known then.
     */
    static @Nullable LogStamp of(ILoggingEvent event) {
        if (event instanceof StampedEvent stamped) {
            return stamped.stamp();
        }
        LogStamp injected = injected(event);
        return injected != null ? injected : stamp(event);
    }

    private static @Nullable LogStamp injected(ILoggingEvent event) {
        return event instanceof LoggingEvent logged && value(logged) instanceof LogStamp stamp ? stamp : null;
    }

    private static @Nullable Object value(LoggingEvent event) {
        return INJECTED == null ? FieldTable.get(event) : INJECTED.get(event);
    }

    private static @Nullable LogStamp stamp(ILoggingEvent event) {
        LastStamp last = LAST.get();
        if (last != null && last.event.get() == event) {
            return last.stamp;
        }
        if (!isLoggedByCurrentThread(event)) {
            return null;
        }
        LogStamp stamp = LogSink.shared().stamp(instant(event));
        LAST.set(new LastStamp(event, stamp));
        return stamp;
    }

    /** Compares with the name that logback itself gives the current thread: virtual ones often have none. */
    private static boolean isLoggedByCurrentThread(ILoggingEvent event) {
        return new LoggingEvent().getThreadName().equals(event.getThreadName());
    }

    /** When the event was logged: exactly, or to the millisecond if more is not known. */
    static Instant instant(ILoggingEvent event) {
        @Nullable Instant exact = HAS_INSTANTS ? event.getInstant() : null;
        return exact == null ? Instant.ofEpochMilli(event.getTimeStamp()) : exact;
    }

    /** Logback 1.2 knows milliseconds only. */
    private static boolean hasInstants() {
        try {
            return ILoggingEvent.class.getMethod("getInstant") != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** The field that the agent adds to events, if there is an agent. */
    private static @Nullable VarHandle injectedField() {
        try {
            return MethodHandles.publicLookup().findVarHandle(LoggingEvent.class, "whence$", Object.class);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return null;
        }
    }

    private EventStamps() {}
}
