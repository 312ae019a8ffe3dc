package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.FormattingConverter;

/** The name of the logger, which logback abbreviates under a lock. It is abbreviated and encoded once. */
final class LoggerWord extends TextWord {
    private final FormattingConverter<ILoggingEvent> converter;
    private final EncodedTexts encoded = new EncodedTexts();

    LoggerWord(FormattingConverter<ILoggingEvent> converter) {
        this.converter = converter;
    }

    @Override
    void write(ILoggingEvent event, TextWriter to) {
        String name = event.getLoggerName();
        byte[] known = encoded.of(name);
        if (known == null) {
            encoded.add(name, to.textAndBytes(converter.convert(event), converter.getFormattingInfo()));
        } else {
            to.encoded(known);
        }
    }
}
