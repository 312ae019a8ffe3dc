package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogWords;

/**
 * The converter of {@code %after}, the direct predecessors of the event other than the previous event of its own task,
 * such as {@code <- 5f-1:1 5f-3:1}. It shows nothing if there are none. With {@code %after{full}} the ids have all
 * digits of the instance.
 */
public class AfterConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : LogWords.after(stamp, getFirstOption());
    }
}
