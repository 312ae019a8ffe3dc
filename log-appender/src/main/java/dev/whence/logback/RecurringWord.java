package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.FormattingConverter;

/**
 * A word that shows the same texts again and again: the date within a millisecond, levels, threads, correlations. A text
 * is encoded once, if its converter returns the same string again.
 */
final class RecurringWord extends TextWord {
    private final FormattingConverter<ILoggingEvent> converter;
    private final EncodedTexts encoded = new EncodedTexts();

    RecurringWord(FormattingConverter<ILoggingEvent> converter) {
        this.converter = converter;
    }

    @Override
    void write(ILoggingEvent event, TextWriter to) {
        String text = converter.convert(event);
        byte[] known = encoded.of(text);
        if (known == null) {
            encoded.add(text, to.textAndBytes(text, converter.getFormattingInfo()));
        } else {
            to.encoded(known);
        }
    }
}
