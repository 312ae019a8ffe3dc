package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogWords;

/**
 * The converter of {@code %logicalStack}, the hops that led to the event in the form of a stack trace. Each frame
 * begins with a line end. It shows nothing if there were no hops. Control characters in names are escaped; class files
 * allow them.
 */
public class LogicalStackConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : LogWords.logicalStack(stamp);
    }
}
