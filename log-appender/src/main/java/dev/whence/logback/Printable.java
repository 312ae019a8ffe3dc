package dev.whence.logback;

/** Tells characters that end a line, steer a terminal or turn round what is beside them from all others. */
final class Printable {
    /** The text, with {@code ?} in the place of each of them. */
    static String sanitize(String text) {
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

    /** Whether a character is none of them. */
    static boolean isPrintable(char c) {
        return (c >= ' ' && c < 0x7f) || (c > 0x9f && !isSeparator(c) && !isDirection(c));
    }

    private static boolean isSeparator(char c) {
        return c == '\u2028' || c == '\u2029';
    }

    /** Those that change the direction of writing, by which text can look like other text. */
    private static boolean isDirection(char c) {
        return (c >= '\u202a' && c <= '\u202e') || (c >= '\u2066' && c <= '\u2069');
    }

    private Printable() {}
}
