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

/** Finds the stamp of an event, and stamps an event that has none. */
final class EventStamps {
    private static final ThreadLocal<LastStamp> LAST = new ThreadLocal<>();
    private static final @Nullable VarHandle INJECTED = injectedField();
    private static final boolean HAS_INSTANTS = hasInstants();

    /** The last event that a thread stamped. Several conversion words of one pattern must show the same stamp. */
    private static final class LastStamp {
        final WeakReference<ILoggingEvent> event;
        final LogStamp stamp;

        LastStamp(ILoggingEvent event, LogStamp stamp) {
            this.event = new WeakReference<>(event);
            this.stamp = stamp;
        }
    }

    /**
     * Returns the stamp of an event. An event without a stamp is stamped with the task of the current thread, if that
     * thread has logged it.
     *
     * @return null if the event has no stamp and another thread logged it, since its task is unknown
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

    /** Compares the names that logback gives to threads. {@code Thread.getName} is often empty for a virtual thread. */
    private static boolean isLoggedByCurrentThread(ILoggingEvent event) {
        String name = event.getThreadName();
        String current = Thread.currentThread().getName();
        return current.isEmpty() ? new LoggingEvent().getThreadName().equals(name) : current.equals(name);
    }

    /** Returns when the event was logged, to the millisecond if logback knows no more. */
    static Instant instant(ILoggingEvent event) {
        @Nullable Instant exact = HAS_INSTANTS ? event.getInstant() : null;
        return exact == null ? Instant.ofEpochMilli(event.getTimeStamp()) : exact;
    }

    /** Logback 1.2 has no instants, only milliseconds. */
    private static boolean hasInstants() {
        try {
            return ILoggingEvent.class.getMethod("getInstant") != null;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }

    /** Returns the field that the agent adds to events, or null without the agent. */
    private static @Nullable VarHandle injectedField() {
        try {
            return MethodHandles.publicLookup().findVarHandle(LoggingEvent.class, "whence$", Object.class);
        } catch (NoSuchFieldException | IllegalAccessException e) {
            return null;
        }
    }

    private EventStamps() {}
}
