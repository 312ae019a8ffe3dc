package dev.whence.runtime.log;

/** Recognizes characters that could forge a log line: control characters, line separators and changes of direction. */
public final class Printable {
    /** Returns the text with {@code ?} in the place of each such character. */
    public static String sanitize(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!isPrintable(text.charAt(i))) {
                return replaced(text);
            }
        }
        return text;
    }

    private static String replaced(String text) {
        StringBuilder replaced = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            replaced.append(isPrintable(text.charAt(i)) ? text.charAt(i) : '?');
        }
        return replaced.toString();
    }

    /** Returns whether a character is none of these. */
    public static boolean isPrintable(char c) {
        return (c >= ' ' && c < 0x7f) || (c > 0x9f && !isSeparator(c) && !isDirection(c));
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
