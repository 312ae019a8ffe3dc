package dev.whence.logback;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON value as UTF-8 bytes. The writer adds the commas; the caller must match the brackets.
 *
 * <p>The output is one line for every reader and any content of strings. ASCII and Unicode control characters and
 * Unicode's line and paragraph separators are escaped. An unpaired surrogate becomes U+FFFD.
 */
final class JsonWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] bytes = new byte[512];
    private int length;
    private boolean comma;

    JsonWriter beginObject() {
        return open('{');
    }

    JsonWriter endObject() {
        return close('}');
    }

    JsonWriter name(String name) {
        string(name);
        put(':');
        comma = false;
        return this;
    }

    JsonWriter field(String name, String value) {
        return name(name).string(value);
    }

    JsonWriter field(String name, long value) {
        return name(name).literal(Long.toString(value));
    }

    JsonWriter field(String name, List<String> values) {
        name(name).open('[');
        for (String value : values) {
            string(value);
        }
        return close(']');
    }

    /** Writes a number, a boolean or null as such, and any other value as a string. */
    JsonWriter value(@Nullable Object value) {
        return value == null || value instanceof Boolean || isJsonNumber(value)
                ? literal(String.valueOf(value))
                : string(text(value));
    }

    JsonWriter string(String value) {
        separate();
        put('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 0x7f && c != '"' && c != '\\') {
                put(c);
            } else {
                i += special(value, i);
            }
        }
        put('"');
        return this;
    }

    /** Adds a line feed and returns the bytes. */
    byte[] line() {
        put('\n');
        return Arrays.copyOf(bytes, length);
    }

    private JsonWriter open(char bracket) {
        separate();
        put(bracket);
        comma = false;
        return this;
    }

    private JsonWriter close(char bracket) {
        put(bracket);
        comma = true;
        return this;
    }

    private JsonWriter literal(String ascii) {
        separate();
        for (int i = 0; i < ascii.length(); i++) {
            put(ascii.charAt(i));
        }
        return this;
    }

    private void separate() {
        if (comma) {
            put(',');
        }
        comma = true;
    }

    /** Writes the character at an index, and returns the number of further characters that belong to it. */
    private int special(String value, int index) {
        char c = value.charAt(index);
        if (c == '"' || c == '\\') {
            put('\\');
            put(c);
        } else if (c < 0xa0 || c == '\u2028' || c == '\u2029') {
            escape(c);
        } else if (!Character.isSurrogate(c)) {
            encode(c);
        } else if (Character.isSurrogatePair(c, index + 1 < value.length() ? value.charAt(index + 1) : 0)) {
            encode(value.codePointAt(index));
            return 1;
        } else {
            encode('\ufffd');
        }
        return 0;
    }

    private void escape(char c) {
        int abbreviation = "\n\r\t\b\f".indexOf(c);
        put('\\');
        if (abbreviation >= 0) {
            put("nrtbf".charAt(abbreviation));
            return;
        }
        put('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[(c >> shift) & 0xf]);
        }
    }

    private void encode(int codePoint) {
        if (codePoint < 0x800) {
            put(0xc0 | (codePoint >> 6));
        } else if (codePoint < 0x10000) {
            put(0xe0 | (codePoint >> 12));
            put(0x80 | ((codePoint >> 6) & 0x3f));
        } else {
            put(0xf0 | (codePoint >> 18));
            put(0x80 | ((codePoint >> 12) & 0x3f));
            put(0x80 | ((codePoint >> 6) & 0x3f));
        }
        put(0x80 | (codePoint & 0x3f));
    }

    private void put(int octet) {
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * length);
        }
        bytes[length++] = (byte) octet;
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

    /**
     * Returns the text of a value. If {@code toString} fails, its exception is named instead, so the line is not lost.
     */
    private static String text(Object value) {
        try {
            return String.valueOf(value);
        } catch (RuntimeException | StackOverflowError e) {
            return "[" + e.getClass().getName() + " in toString() of "
                    + value.getClass().getName() + "]";
        }
    }
}
