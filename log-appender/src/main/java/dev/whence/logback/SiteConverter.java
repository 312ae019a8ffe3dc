package dev.whence.logback;

import ch.qos.logback.classic.pattern.ClassicConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.LogStamp;
import dev.whence.runtime.log.LogWords;

/**
 * The converter of {@code %site}, the source line of the hop that led to the task, such as {@code
 * shop.Checkout.pay(Checkout.java:57)}. Only the first event of a task shows it.
 */
public class SiteConverter extends ClassicConverter {
    @Override
    public String convert(ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? "" : LogWords.site(stamp);
    }
}
