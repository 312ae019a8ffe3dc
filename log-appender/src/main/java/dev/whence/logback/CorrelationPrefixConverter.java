package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.log.LogHooks;
import java.util.List;

/**
 * Shows the correlation id in brackets before the message. It shows nothing if there is no correlation, or if an entry
 * of the MDC in the same line has the same value.
 */
final class CorrelationPrefixConverter extends CorrelationConverter {
    private final List<String> shownKeys;

    /**
     * Creates the converter of one pattern.
     *
     * @param shownKeys the keys of the MDC entries that the pattern shows
     */
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
