package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Instant;
import java.util.Map;

/** A warning that is written in the place of missing events. It belongs to no task, so it has no stamp. */
final class GapEvent extends StampedEvent {
    private final Gap gap;

    GapEvent(Gap gap, Class<?> appender, LoggerContext context) {
        super(warning(gap, appender, context));
        this.gap = gap;
    }

    Gap gap() {
        return gap;
    }

    private static LoggingEvent warning(Gap gap, Class<?> appender, LoggerContext context) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName(appender.getName());
        event.setLoggerContext(context);
        event.setLoggerContextRemoteView(context.getLoggerContextRemoteView());
        event.setThreadName(Thread.currentThread().getName());
        event.setLevel(Level.WARN);
        event.setInstant(Instant.now());
        event.setMessage(gap.message());
        event.setMDCPropertyMap(Map.of());
        event.setCallerData(new StackTraceElement[0]);
        return event;
    }
}
