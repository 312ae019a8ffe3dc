package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.context.Correlation;
import dev.whence.runtime.LogStamp;

/**
 * {@code %correlation}: the id of the operation that the event belongs to, or nothing; {@code %correlation{name}}: its
 * entry of that name, or nothing. Control characters and line ends in an entry are shown as {@code ?}.
 */
public class CorrelationConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : show(stamp.correlation());
    }

    private String show(Correlation correlation) {
        String name = getFirstOption();
        String shown = name == null ? correlation.id() : correlation.get(name);
        return shown == null ? "" : Printable.sanitize(shown);
    }
}
