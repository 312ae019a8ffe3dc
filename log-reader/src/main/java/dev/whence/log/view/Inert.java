package dev.whence.log.view;

/**
 * Text of a log as it may be shown: on one line, and without characters that control a terminal or the direction of
 * writing. They become codes such as <code>&#92;u001b</code>.
 */
public final class Inert {
    /** Returns a text that is harmless. */
    public static String text(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isHarmful(text.charAt(i))) {
                return escaped(text, false);
            }
        }
        return text;
    }

    /** Returns a text that is harmless and has only ASCII characters. */
    public static String ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > '~' || isHarmful(text.charAt(i))) {
                return escaped(text, true);
            }
        }
        return text;
    }

    private static String escaped(String text, boolean isAscii) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean isPair = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            if (isPair && !isAscii) {
                escaped.append(c).append(text.charAt(++i));
            } else if (isHarmful(c) || Character.isSurrogate(c) || (isAscii && c > '~')) {
                append(escaped, c);
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    private static boolean isHarmful(char c) {
        if (c >= ' ' && c <= '~') {
            return false;
        }
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR
                || type == Character.SURROGATE;
    }

    private static void append(StringBuilder escaped, char c) {
        switch (c) {
            case '\n' -> escaped.append("\\n");
            case '\r' -> escaped.append("\\r");
            case '\t' -> escaped.append("\\t");
            default -> escaped.append("\\u%04x".formatted((int) c));
        }
    }

    private Inert() {}
}
