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
    private static final class LastStamp extends WeakReference<ILoggingEvent> {
        final LogStamp stamp;

        LastStamp(ILoggingEvent event, LogStamp stamp) {
            super(event);
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
        LogStamp known = known(event);
        if (known != null || event instanceof StampedEvent) {
            return known;
        }
        LogStamp last = last(event);
        if (last == null) {
            return isLoggedByCurrentThread(event)
                    ? remember(event, LogSink.shared().stamp(instant(event)))
                    : null;
        }
        LogStamp shared = LogSink.shared(last);
        return shared == last ? last : remember(event, shared);
    }

    /** As {@link #of}, but returns the stamp in the books of an appender. To be called once for each event. */
    static @Nullable LogStamp in(LogSink books, ILoggingEvent event) {
        LogStamp known = known(event);
        LogStamp stamped = known == null ? last(event) : known;
        if (stamped != null) {
            return books.stamp(stamped);
        }
        boolean isUnknown = event instanceof StampedEvent || !isLoggedByCurrentThread(event);
        return isUnknown ? null : remember(event, books.stampAndShare(instant(event)));
    }

    /** Returns the stamp that an event carries, or null. */
    private static @Nullable LogStamp known(ILoggingEvent event) {
        if (event instanceof StampedEvent stamped) {
            return stamped.stamp();
        }
        return event instanceof LoggingEvent logged && value(logged) instanceof LogStamp stamp ? stamp : null;
    }

    private static @Nullable Object value(LoggingEvent event) {
        return INJECTED == null ? FieldTable.get(event) : INJECTED.get(event);
    }

    /** Returns the stamp of an event that the current thread stamped last, or null. */
    private static @Nullable LogStamp last(ILoggingEvent event) {
        LastStamp last = LAST.get();
        return last != null && last.get() == event ? last.stamp : null;
    }

    private static LogStamp remember(ILoggingEvent event, LogStamp stamp) {
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
