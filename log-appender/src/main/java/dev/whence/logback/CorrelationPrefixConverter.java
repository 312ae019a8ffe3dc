package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.log.LogHooks;
import java.util.List;

/**
 * The correlation id in brackets in front of the message; nothing if there is none, or if the line shows it already, as the
 * value of an entry of the MDC.
 */
final class CorrelationPrefixConverter extends CorrelationConverter {
    private final List<String> shownKeys;

    CorrelationPrefixConverter(List<String> shownKeys) {
        this.shownKeys = shownKeys;
    }

    @Override
    public String convert(ILoggingEvent event) {
        String id = super.convert(event);
        if (id.isEmpty() || isShown(id, event)) {
            return "";
        }
        LogHooks.prefixed();
        return "[" + id + "] ";
    }

    private boolean isShown(String id, ILoggingEvent event) {
        for (String key : shownKeys) {
            if (id.equals(event.getMDCPropertyMap().get(key))) {
                return true;
            }
        }
        return false;
    }
}
