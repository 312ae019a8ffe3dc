package dev.whence.logback;

import dev.whence.runtime.log.Printable;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;

/** Encodes records in the charset of a log. Characters that the charset does not have are escaped. */
final class TextCharset {
    private final Charset charset;

    TextCharset(Charset charset) {
        // The other name of this charset would begin each record with a byte order mark.
        this.charset = charset.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16BE : charset;
    }

    /** Whether the bytes of a writer are those of this charset. */
    boolean isUtf8() {
        return charset.equals(StandardCharsets.UTF_8);
    }

    /** Returns the bytes of what was written. */
    byte[] encode(TextWriter record) {
        return isUtf8()
                ? record.bytes.copy()
                : encodable(record.toString(), charset.newEncoder()).getBytes(charset);
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
}
