package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;

/**
 * {@code %task}: the task that logged the event, as in {@code 5f-17}; {@code %task{full}}: with all digits of the
 * instance, as in JSON.
 */
public class TaskConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        if (stamp == null) {
            return "";
        }
        return "full".equals(getFirstOption()) ? stamp.task() : stamp.shortTask();
    }
}
