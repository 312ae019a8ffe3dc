package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;

/** The correlation id in brackets in front of the message, or nothing. */
final class CorrelationPrefixConverter extends CorrelationConverter {
    @Override
    public String convert(ILoggingEvent event) {
        String id = super.convert(event);
        return id.isEmpty() ? "" : "[" + id + "] ";
    }
}
