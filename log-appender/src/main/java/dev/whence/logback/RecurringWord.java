package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.FormattingConverter;
import org.jspecify.annotations.Nullable;

/**
 * A word that shows the same texts again and again: levels, threads, correlations. A
 * text is encoded once together with what follows, if its converter returns the same string again.
 */
class RecurringWord extends FollowedWord {
    final FormattingConverter<ILoggingEvent> converter;
    private final EncodedTexts encoded = new EncodedTexts();

    RecurringWord(FormattingConverter<ILoggingEvent> converter) {
        this.converter = converter;
    }

    @Override
    final void write(ILoggingEvent event, TextWriter to) {
        String key = key(event);
        byte[] known = encoded.of(key);
        if (known == null) {
            encoded.add(key, to.textAndBytes(text(event, key), converter.getFormattingInfo(), following));
        } else {
            to.encoded(known);
        }
    }

    /** Returns a string that is the same object whenever the text is the same, if possible. */
    @Nullable String key(ILoggingEvent event) {
        return converter.convert(event);
    }

    /** Returns the text for a key. */
    @Nullable String text(ILoggingEvent event, @Nullable String key) {
        return key;
    }
}
