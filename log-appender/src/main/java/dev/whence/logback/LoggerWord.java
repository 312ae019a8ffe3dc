package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.FormattingConverter;
import org.jspecify.annotations.Nullable;

/** The name of the logger. Logback abbreviates it under a lock for each event, so it is asked only for new names. */
final class LoggerWord extends RecurringWord {
    LoggerWord(FormattingConverter<ILoggingEvent> converter) {
        super(converter);
    }

    @Override
    @Nullable String key(ILoggingEvent event) {
        return event.getLoggerName();
    }

    @Override
    @Nullable String text(ILoggingEvent event, @Nullable String name) {
        return converter.convert(event);
    }
}
