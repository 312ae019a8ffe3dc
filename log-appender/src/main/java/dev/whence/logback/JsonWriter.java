package dev.whence.logback;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes JSON as UTF-8 bytes. The writer adds the commas; the caller must match the brackets.
 *
 * <p>The output is one line for every reader and any content of strings. ASCII and Unicode control characters and
 * Unicode's line and paragraph separators are escaped. An unpaired surrogate becomes U+FFFD.
 *
 * <p>Whatever is the same in each line is encoded once, as a name or as a fragment. Only one thread may use a writer.
 */
final class JsonWriter {
    /** The characters of a string that are not escaped. */
    private static final PlainCharacters PLAIN = new PlainCharacters('"', '\\');

    final Bytes bytes;
    private final Timestamps timestamps = new Timestamps();
    private final EncodedTexts recurring = new EncodedTexts();
    private boolean comma;

    JsonWriter() {
        this(new Bytes());
    }

    JsonWriter(Bytes bytes) {
        this.bytes = bytes;
    }

    /** Encodes a name for {@link #name(byte[])}. */
    static byte[] encodeName(String name) {
        return new JsonWriter().name(name).bytes.copy();
    }

    /** Encodes ASCII characters for {@link #fragment} and {@link #raw}. */
    static byte[] encodeRaw(String ascii) {
        return ascii.getBytes(StandardCharsets.US_ASCII);
    }

    /** Makes the writer ready for another value, whatever was written before. */
    void begin() {
        comma = false;
    }

    JsonWriter beginObject() {
        return open('{');
    }

    JsonWriter endObject() {
        return close('}');
    }

    JsonWriter beginArray() {
        return open('[');
    }

    JsonWriter endArray() {
        return close(']');
    }

    JsonWriter name(String name) {
        recurring(name);
        bytes.put(':');
        comma = false;
        return this;
    }

    /** Writes an encoded name. */
    JsonWriter name(byte[] encoded) {
        separate();
        bytes.put(encoded);
        comma = false;
        return this;
    }

    JsonWriter field(String name, String value) {
        return name(name).string(value);
    }

    JsonWriter field(String name, long value) {
        return name(name).number(value);
    }

    JsonWriter field(String name, List<String> values) {
        name(name).beginArray();
        for (String value : values) {
            string(value);
        }
        return endArray();
    }

    /** Writes encoded fields or values, or the beginning of one. */
    JsonWriter fragment(byte[] encoded) {
        separate();
        bytes.put(encoded);
        return this;
    }

    /** Writes bytes as they are, inside of a value. */
    JsonWriter raw(byte[] encoded) {
        bytes.put(encoded);
        return this;
    }

    /** Writes 16 hexadecimal digits, inside of a value. */
    JsonWriter rawHex(long number) {
        bytes.putHex(number);
        return this;
    }

    /** Writes a number that is not negative, inside of a value. */
    JsonWriter rawDecimal(long number) {
        bytes.putDecimal(number);
        return this;
    }

    /** Writes a number that is not negative. */
    JsonWriter number(long number) {
        separate();
        bytes.putDecimal(number);
        return this;
    }

    JsonWriter instant(Instant instant) {
        separate();
        bytes.put('"');
        timestamps.write(instant, bytes);
        bytes.put('"');
        return this;
    }

    /** Writes a number, a boolean or null as such, and any other value as a string. */
    JsonWriter value(@Nullable Object value) {
        if (value instanceof String text) {
            return string(text);
        }
        return value == null || value instanceof Boolean || isJsonNumber(value)
                ? fragment(encodeRaw(String.valueOf(value)))
                : string(text(value));
    }

    JsonWriter string(String value) {
        separate();
        quoted(value);
        return this;
    }

    /** As {@link #string}, for what is the same string in many lines, such as the name of a logger. */
    JsonWriter recurring(String value) {
        separate();
        byte[] known = recurring.of(value);
        if (known == null) {
            int before = bytes.length;
            quoted(value);
            recurring.add(value, bytes.copyFrom(before));
        } else {
            bytes.put(known);
        }
        return this;
    }

    private void quoted(String value) {
        bytes.put('"');
        int i = plain(value, 0);
        while (i < value.length()) {
            i = plain(value, special(value, i));
        }
        bytes.put('"');
    }

    private JsonWriter open(char bracket) {
        separate();
        bytes.put(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        bytes.put(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            bytes.put(',');
        }
        comma = true;
    }

    /** Writes the plain characters from an index on. Returns the index of the first other character, or the length. */
    private int plain(String value, int from) {
        return bytes.putPlain(value, from, value.length(), PLAIN);
    }

    /** Writes the character at an index, and returns the index of the next one. */
    private int special(String value, int index) {
        char c = value.charAt(index);
        if (c == '"' || c == '\\') {
            bytes.put('\\');
            bytes.put(c);
        } else if (c < 0xa0 || c == '\u2028' || c == '\u2029') {
            bytes.putEscape(c, "nrtbf");
        } else if (!Character.isSurrogate(c)) {
            bytes.putUtf8(c);
        } else if (Character.isSurrogatePair(c, index + 1 < value.length() ? value.charAt(index + 1) : 0)) {
            bytes.putUtf8(value.codePointAt(index));
            return index + 2;
        } else {
            bytes.putUtf8('\ufffd');
        }
        return index + 1;
    }

    private static boolean isJsonNumber(Object value) {
        if (value instanceof Double || value instanceof Float) {
            return Double.isFinite(((Number) value).doubleValue());
        }
        return value instanceof Integer
                || value instanceof Long
                || value instanceof Short
                || value instanceof Byte
                || value.getClass() == BigInteger.class
                || value.getClass() == BigDecimal.class;
    }

    /** Returns the text of a value. If {@code toString} fails, what it throws is named instead: the line is not lost. */
    private static String text(Object value) {
        try {
            String text = value.toString();
            return text == null ? "null" : text;
        } catch (Throwable e) {
            return "[" + e.getClass().getName() + " in toString() of "
                    + value.getClass().getName() + "]";
        }
    }
}
