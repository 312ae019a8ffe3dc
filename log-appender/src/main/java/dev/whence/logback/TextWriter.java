package dev.whence.logback;

import ch.qos.logback.core.pattern.FormatInfo;
import dev.whence.runtime.log.Printable;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes text records as UTF-8 bytes. The first line of a record does not begin with a tab, all further lines do, and
 * the last one has a line end. What would forge a line is escaped.
 *
 * <p>Whatever is the same in many records is encoded once. Only one thread may use a writer.
 */
final class TextWriter {
    private static final PlainCharacters PLAIN = new PlainCharacters();
    private static final byte[] NOTHING = {};

    final Bytes bytes;
    private final byte[] lineEnd;

    /** What further lines begin with. */
    private final byte[] mark;

    /** Where the record begins, or -1 if it may begin with a tab. */
    private int start;

    /** Whether the last line has ended. */
    private boolean isLineEnd;

    private TextWriter(Bytes bytes, String lineEnd, String mark) {
        this.bytes = bytes;
        this.lineEnd = lineEnd.getBytes(StandardCharsets.US_ASCII);
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns a writer of records with the line ends of the platform. */
    static TextWriter ofRecords(Bytes bytes) {
        return ofRecords(bytes, System.lineSeparator());
    }

    static TextWriter ofRecords(Bytes bytes, String lineEnd) {
        return new TextWriter(bytes, lineEnd, "\t");
    }

    /** Returns a writer of a part of a record. Its lines end with line feeds, and have no marks yet. */
    static TextWriter ofPart() {
        TextWriter part = new TextWriter(new Bytes(64), "\n", "");
        part.start = -1;
        return part;
    }

    /** Begins a record. */
    void begin() {
        start = bytes.length;
        isLineEnd = false;
    }

    /** Ends the record, with a line end. */
    void end() {
        if (!isLineEnd) {
            endLine();
        }
    }

    /** Writes a text, padded and truncated as in logback. */
    void text(@Nullable String text, @Nullable FormatInfo format, Escape escape) {
        if (format == null) {
            String shown = String.valueOf(text);
            text(shown, 0, shown.length(), escape);
        } else {
            formatted(text == null ? "" : text, format, escape);
        }
    }

    private void formatted(String text, FormatInfo format, Escape escape) {
        int length = text.length();
        int padding = Math.max(length, format.getMin()) - length;
        if (length > format.getMax()) {
            int cut = length - format.getMax();
            text(text, format.isLeftTruncate() ? cut : 0, format.isLeftTruncate() ? length : length - cut, escape);
        } else if (format.isLeftPad()) {
            spaces(padding);
            text(text, 0, length, escape);
        } else {
            text(text, 0, length, escape);
            spaces(padding);
        }
    }

    private void spaces(int count) {
        for (int i = 0; i < count; i++) {
            beginLine();
            bytes.put(' ');
        }
    }

    private void text(String text, int from, int end, Escape escape) {
        int i = from;
        while (i < end) {
            if (isLineEnd && PLAIN.has(text.charAt(i))) {
                beginLine();
            }
            i = bytes.putPlain(text, i, end, PLAIN);
            if (i < end) {
                i = special(text, i, end, escape);
            }
        }
    }

    /** Writes the character at an index, and returns the index of the next one. */
    private int special(String text, int index, int end, Escape escape) {
        char c = text.charAt(index);
        if (escape.keeps('\n') && (c == '\n' || c == '\r')) {
            boolean isPair = c == '\r' && index + 1 < end && text.charAt(index + 1) == '\n';
            endLine();
            return index + (isPair ? 2 : 1);
        }
        if (c == '\t' && escape.keeps(c)) {
            tab();
            return index + 1;
        }
        beginLine();
        if (Character.isSurrogatePair(c, index + 1 < end ? text.charAt(index + 1) : 0)) {
            bytes.putUtf8(text.codePointAt(index));
            return index + 2;
        }
        if (escape.keeps(c) || (!Character.isSurrogate(c) && Printable.isPrintable(text, index))) {
            bytes.putUtf8(c);
        } else {
            bytes.putEscape(c, "nrt");
        }
        return index + 1;
    }

    private void tab() {
        if (bytes.length == start) {
            bytes.putEscape('\t', "nrt");
        } else {
            // At the beginning of a line this is the mark.
            bytes.put('\t');
            isLineEnd = false;
        }
    }

    /** Ends a line. */
    void endLine() {
        beginLine();
        bytes.put(lineEnd);
        isLineEnd = true;
    }

    private void beginLine() {
        if (isLineEnd) {
            bytes.put(mark);
            isLineEnd = false;
        }
    }

    /** Writes what was encoded before, and has no line ends. */
    void encoded(byte[] encoded) {
        if (encoded.length > 0) {
            beginLine();
            bytes.put(encoded);
        }
    }

    /** Encodes a literal of one line for {@link #encoded(byte[])}. */
    static byte[] encode(String literal) {
        TextWriter part = ofPart();
        part.text(literal, null, Escape.PATTERN);
        return part.bytes.copy();
    }

    /**
     * Writes a text of one line and what follows, and returns the bytes of both for {@link #encoded(byte[])}.
     *
     * @param following what was encoded before, and has no line ends
     */
    byte[] textAndBytes(@Nullable String text, @Nullable FormatInfo format, byte[] following) {
        int before = bytes.length + (isLineEnd ? mark.length : 0);
        text(text, format, Escape.TEXT);
        encoded(following);
        return bytes.length > before ? bytes.copyFrom(before) : NOTHING;
    }

    /** Writes 16 hexadecimal digits. */
    void hex(long number) {
        beginLine();
        bytes.putHex(number);
    }

    /** Writes a number that is not negative, after what was encoded before. */
    void decimal(byte[] before, long number) {
        encoded(before);
        bytes.putDecimal(number);
    }

    @Override
    public String toString() {
        return new String(bytes.array, 0, bytes.length, StandardCharsets.UTF_8);
    }
}
