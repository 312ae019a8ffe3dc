package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.pattern.Converter;
import dev.whence.runtime.log.Printable;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The text of one event. Its first line does not begin with a tab, all further lines do, and the last one has a line
 * end.
 *
 * <p>A record can be written again for another event. It is for one thread at a time.
 */
final class TextRecord {
    private static final int HUGE = 1 << 16;

    private final StringBuilder text = new StringBuilder(512);
    private final String lineEnd;

    /** Creates a record whose lines end in this way. */
    TextRecord(String lineEnd) {
        this.lineEnd = lineEnd;
    }

    /**
     * Replaces this record by that of an event.
     *
     * @param words the first of the {@link EscapedWord}s of a pattern
     */
    TextRecord write(@Nullable Converter<ILoggingEvent> words, ILoggingEvent event) {
        text.setLength(0);
        for (Converter<ILoggingEvent> each = words; each != null; each = each.getNext()) {
            each.write(text, event);
        }
        markLines();
        return this;
    }

    private void markLines() {
        if (text.length() > 0 && text.charAt(0) == '\t') {
            text.replace(0, 1, "\\t");
        }
        int end = text.indexOf("\n");
        if (end < 0) {
            text.append('\n');
        } else if (end < text.length() - 1) {
            markLinesAfter(end + 1);
        }
    }

    private void markLinesAfter(int start) {
        String rest = text.substring(start);
        text.setLength(start);
        int end;
        for (int line = 0; line < rest.length(); line = end + 1) {
            int found = rest.indexOf('\n', line);
            end = found < 0 ? rest.length() : found;
            if (!rest.startsWith("\t", line)) {
                text.append('\t');
            }
            text.append(rest, line, end).append('\n');
        }
    }

    /** Returns the bytes of the record. Characters that a charset does not have are escaped. */
    byte[] encoded(Charset charset) {
        if (charset.equals(StandardCharsets.UTF_8)) {
            return toString().getBytes(charset);
        }
        // The other name of this charset would begin each record with a byte order mark.
        Charset unmarked = charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset;
        return encodable(toString(), unmarked.newEncoder()).getBytes(unmarked);
    }

    private static String encodable(String record, CharsetEncoder charset) {
        if (charset.canEncode(record)) {
            return record;
        }
        StringBuilder encodable = new StringBuilder(record.length() + 64);
        record.codePoints().forEach(c -> append(Character.toString(c), charset, encodable));
        return encodable.toString();
    }

    private static void append(String character, CharsetEncoder charset, StringBuilder encodable) {
        if (charset.canEncode(character)) {
            encodable.append(character);
        } else {
            character.chars().forEach(c -> Printable.appendEscape(encodable, (char) c));
        }
    }

    /** Returns whether the record takes so much memory that it should not be kept for further events. */
    boolean isHuge() {
        return text.capacity() > HUGE;
    }

    @Override
    public String toString() {
        return lineEnd.equals("\n") ? text.toString() : text.toString().replace("\n", lineEnd);
    }
}
