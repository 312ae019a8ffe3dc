package dev.whence.runtime.log;

/**
 * Recognizes and escapes characters that could forge a log line: control characters, line separators, changes of
 * direction and unpaired surrogates.
 */
public final class Printable {
    /** Returns the text with an escape such as {@code \n} or <code>&#92;u001b</code> in the place of each of them. */
    public static String escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text, i)) {
                return escaped(text);
            }
        }
        return text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            if (isPrintable(text, i)) {
                escaped.append(text.charAt(i));
            } else {
                appendEscape(escaped, text.charAt(i));
            }
        }
        return escaped.toString();
    }

    /** Appends the escape of a character. */
    public static void appendEscape(StringBuilder text, char c) {
        int abbreviation = "\n\r\t".indexOf(c);
        if (abbreviation >= 0) {
            text.append('\\').append("nrt".charAt(abbreviation));
        } else {
            text.append("\\u").append(Integer.toHexString(c + 0x10000), 1, 5);
        }
    }

    /** Returns whether the character at an index of a text is none that could forge a line. */
    public static boolean isPrintable(CharSequence text, int index) {
        char c = text.charAt(index);
        if (c < 0x7f) {
            return c >= ' ';
        }
        return Character.isSurrogate(c) ? isPaired(text, index) : c > 0x9f && !isSeparator(c) && !isDirection(c);
    }

    private static boolean isPaired(CharSequence text, int index) {
        return Character.isHighSurrogate(text.charAt(index))
                ? index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1))
                : index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }

    private static boolean isSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /** Changes of the writing direction can make a text look like another one. */
    private static boolean isDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private Printable() {}
}
