package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogWords;

/**
 * The converter of {@code %task}, the task that logged the event, such as {@code 5f-17}. With {@code %task{full}} the
 * id has all digits of the instance, as in JSON.
 */
public class TaskConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : LogWords.task(stamp, getFirstOption());
    }
}
