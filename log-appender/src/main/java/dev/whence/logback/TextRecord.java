package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import dev.whence.runtime.log.Printable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The text of one event. Its first line does not begin with a tab, all further lines do, and the last one has a line
 * end.
 *
 * <p>A record can be written again for another event. It is for one thread at a time.
 */
final class TextRecord {
    private static final int HUGE = 1 << 16;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    private final EscapedWord[] words;
    private final String lineEnd;

    /** What the words have written, not escaped yet, since most events need no escapes. */
    private final StringBuilder raw = new StringBuilder(512);

    /** Where the text of each word ends. */
    private final int[] ends;

    /** Whether the last character was written by a word that may have line ends. */
    private boolean mayEndLine;

    /**
     * Creates a record.
     *
     * @param words the words of a pattern
     * @param lineEnd how lines end
     */
    TextRecord(List<EscapedWord> words, String lineEnd) {
        this.words = words.toArray(new EscapedWord[0]);
        this.ends = new int[this.words.length];
        this.lineEnd = lineEnd;
    }

    /** Replaces this record by that of an event. */
    TextRecord write(ILoggingEvent event) {
        raw.setLength(0);
        for (int i = 0; i < words.length; i++) {
            int start = raw.length();
            words[i].writeRaw(raw, event);
            ends[i] = raw.length();
            if (ends[i] > start) {
                mayEndLine = words[i].escape().keeps('\n');
            }
        }
        return this;
    }

    /** Returns the bytes of the record. Characters that a charset does not have are escaped. */
    byte[] encoded(Charset charset) {
        String text = raw.toString();
        if (charset.equals(StandardCharsets.UTF_8)) {
            return utf8(text);
        }
        // The other name of this charset would begin each record with a byte order mark.
        Charset unmarked = charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset;
        return encodable(record(text), unmarked.newEncoder()).getBytes(unmarked);
    }

    private byte[] utf8(String text) {
        if (!isLine(text) || !mayEndLine) {
            return record(text).getBytes(StandardCharsets.UTF_8);
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (isPrintableLine(bytes)) {
            return bytes;
        }
        String record = record(text);
        return record.equals(text) ? bytes : record.getBytes(StandardCharsets.UTF_8);
    }

    private boolean isLine(String text) {
        return lineEnd.equals("\n") && !text.isEmpty() && text.indexOf('\n') == text.length() - 1;
    }

    /** Returns whether bytes are printable ASCII and, which is not checked, a line end. */
    private static boolean isPrintableLine(byte[] line) {
        int last = line.length - 1;
        int i = 0;
        while (i + Long.BYTES <= last) {
            if (!arePrintable((long) EIGHT_BYTES.get(line, i))) {
                return false;
            }
            i += Long.BYTES;
        }
        while (i < last && line[i] >= ' ' && line[i] <= '~') {
            i++;
        }
        return i == last;
    }

    /** Compares eight bytes at once. The highest bit of a byte is set if it is no ASCII, below a space, or DEL. */
    private static boolean arePrintable(long bytes) {
        long notPrintable = bytes | (bytes - 0x2020202020202020L) | (bytes + 0x0101010101010101L);
        return (notPrintable & 0x8080808080808080L) == 0;
    }

    private String record(String text) {
        return marked(needsEscapes(text) ? escaped(text) : text);
    }

    private boolean needsEscapes(String text) {
        int start = 0;
        for (int i = 0; i < words.length; i++) {
            if (words[i].escape().next(text, start, ends[i]) < ends[i]) {
                return true;
            }
            start = ends[i];
        }
        return false;
    }

    private String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 64);
        int start = 0;
        for (int i = 0; i < words.length; i++) {
            words[i].escape().append(text, start, ends[i], escaped);
            start = ends[i];
        }
        return escaped.toString();
    }

    private String marked(String text) {
        if (isLine(text) && !text.startsWith("\t")) {
            return text;
        }
        StringBuilder marked = new StringBuilder(text.length() + 64);
        boolean hasTab = text.startsWith("\t");
        int end = endOfLine(text, 0);
        marked.append(hasTab ? "\\t" : "")
                .append(text.substring(hasTab ? 1 : 0, end))
                .append(lineEnd);
        for (int start = end + 1; start < text.length(); start = end + 1) {
            end = endOfLine(text, start);
            marked.append(text.startsWith("\t", start) ? "" : "\t")
                    .append(text.substring(start, end))
                    .append(lineEnd);
        }
        return marked.toString();
    }

    private static int endOfLine(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
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
        return raw.capacity() > HUGE;
    }

    @Override
    public String toString() {
        return record(raw.toString());
    }
}
