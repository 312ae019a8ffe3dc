package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.FormattingConverter;
import org.jspecify.annotations.Nullable;

/**
 * The date. Logback's converter shows an event's millisecond, and remembers the text of the last one only. Of threads that
 * encode at the same time, some are a few milliseconds behind, so this word remembers more of them.
 */
final class DateWord extends FollowedWord {
    private static final int PLACES = 64;

    private final FormattingConverter<ILoggingEvent> converter;
    private final @Nullable Millisecond[] places = new Millisecond[PLACES];

    private static final class Millisecond {
        final long time;
        final byte[] text;

        Millisecond(long time, byte[] text) {
            this.time = time;
            this.text = text;
        }
    }

    DateWord(FormattingConverter<ILoggingEvent> converter) {
        this.converter = converter;
    }

    @Override
    void write(ILoggingEvent event, TextWriter to) {
        long time = event.getTimeStamp();
        int place = (int) time & (PLACES - 1);
        Millisecond known = places[place];
        if (known != null && known.time == time) {
            to.encoded(known.text);
        } else {
            byte[] text = to.textAndBytes(converter.convert(event), converter.getFormattingInfo(), following);
            places[place] = new Millisecond(time, text);
        }
    }
}
