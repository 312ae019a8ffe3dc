package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogWords;

/**
 * The converter of {@code %correlation}, the correlation id of the event, and of {@code %correlation{name}}, the entry
 * of that name. It shows nothing if there is none. Control characters and line ends in an entry are escaped.
 */
public class CorrelationConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : LogWords.correlation(stamp.correlation(), getFirstOption());
    }
}
