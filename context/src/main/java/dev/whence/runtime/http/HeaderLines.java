package dev.whence.runtime.http;

import dev.whence.context.HeaderGetter;
import dev.whence.context.HeaderSetter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Headers that are added to a message as it is written. The message itself may belong to the program, which sends it
 * several times. So it stays as it is.
 */
final class HeaderLines<C> implements HeaderGetter<C>, HeaderSetter<C> {
    private static final byte[] NONE = {};

    /** The greatest length that HPACK writes into seven bits, and the bits of each further byte. */
    private static final int SHORT = 127;

    private static final int MORE = 128;

    private final HeaderGetter<C> message;
    private final boolean isHttp2;
    private @Nullable StringBuilder lines;

    private HeaderLines(HeaderGetter<C> message, boolean isHttp2) {
        this.message = message;
        this.isHttp2 = isHttp2;
    }

    /** The lines of HTTP/1.1. */
    static <C> HeaderLines<C> ofHttp1(HeaderGetter<C> message) {
        return new HeaderLines<>(message, false);
    }

    /** Fields of HTTP/2, as they follow those of the message in a block of headers. Neither side remembers them. */
    static <C> HeaderLines<C> ofHttp2(HeaderGetter<C> message) {
        return new HeaderLines<>(message, true);
    }

    @Override
    public @Nullable String get(C carrier, String name) {
        return message.get(carrier, name);
    }

    @Override
    public void set(C carrier, String name, String value) {
        if (isPrintable(value) && message.get(carrier, name) == null) {
            StringBuilder all = lines == null ? new StringBuilder() : lines;
            lines = all;
            if (isHttp2) {
                addText(all.append('\0'), name.toLowerCase(Locale.ROOT));
                addText(all, value);
            } else {
                all.append(name).append(": ").append(value).append("\r\n");
            }
        }
    }

    private static void addText(StringBuilder all, String text) {
        int length = text.length();
        if (length < SHORT) {
            all.append((char) length);
        } else {
            all.append((char) SHORT);
            for (length -= SHORT; length >= MORE; length /= MORE) {
                all.append((char) (length % MORE + MORE));
            }
            all.append((char) length);
        }
        all.append(text);
    }

    private static boolean isPrintable(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    /** Returns the lines or fields. */
    byte[] bytes() {
        return lines == null ? NONE : lines.toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
