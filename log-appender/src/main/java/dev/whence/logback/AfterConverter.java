package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import java.util.List;

/**
 * {@code %after}: the events that directly precede this one, other than its own task's previous one, as in
 * {@code <- 5f-1:1 5f-3:1}; nothing if there are none. {@code %after{full}} shows all digits of the instance.
 */
public class AfterConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        List<String> after = stamp == null ? List.of() : predecessors(stamp);
        return after.isEmpty() ? "" : "<- " + String.join(" ", after);
    }

    private List<String> predecessors(LogStamp stamp) {
        return "full".equals(getFirstOption()) ? stamp.after() : stamp.shortAfter();
    }
}
