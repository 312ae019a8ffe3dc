package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;

/** The converter of {@code %hlc}, the stamp of the event: 16 hexadecimal digits, which sort causes before effects. */
public class HlcConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : stamp.hlc();
    }
}
