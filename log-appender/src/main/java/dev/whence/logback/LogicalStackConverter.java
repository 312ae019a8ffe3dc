package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.CoreConstants;
import dev.whence.runtime.LogStamp;

/**
 * {@code %logicalStack}: the hops that led to the event, a line for each frame, in the form of a stack trace and each
 * beginning with a line end; nothing if there were none. Control characters in names, which class files allow, are shown as
 * {@code ?}.
 */
public class LogicalStackConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : lines(stamp);
    }

    private static String lines(LogStamp stamp) {
        StringBuilder lines = new StringBuilder();
        for (StackTraceElement frame : stamp.hops()) {
            lines.append(CoreConstants.LINE_SEPARATOR).append("\tat ").append(Printable.sanitize(frame.toString()));
        }
        return lines.toString();
    }
}
