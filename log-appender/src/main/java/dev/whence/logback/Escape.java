package dev.whence.logback;

import dev.whence.runtime.log.Printable;

/**
 * How a part of a text record is escaped. After that its line ends are line feeds, and it has no unpaired surrogates.
 */
enum Escape {
    /** For texts of the program and its users: one line, without control characters. */
    TEXT {
        @Override
        boolean keeps(char c) {
            return false;
        }
    },

    /** For stack traces, which have lines and tabs of their own. */
    LINES {
        @Override
        boolean keeps(char c) {
            return c == '\n' || c == '\t';
        }
    },

    /** For what the pattern itself contains: lines, tabs and colours. */
    PATTERN {
        @Override
        boolean keeps(char c) {
            return c == '\n' || c == '\t' || c == '\u001b';
        }
    };

    /** Returns whether a character that is not printable is left as it is. */
    abstract boolean keeps(char c);

    /** Escapes a text from an index on. */
    final void apply(StringBuilder text, int start) {
        int end = text.length();
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && !isLeft(text, i)) {
                rewrite(text, i);
                return;
            }
        }
    }

    private boolean isLeft(CharSequence text, int index) {
        return Printable.isPrintable(text, index) || keeps(text.charAt(index));
    }

    private void rewrite(StringBuilder text, int start) {
        String rest = text.substring(start);
        text.setLength(start);
        for (int i = 0; i < rest.length(); i++) {
            char c = rest.charAt(i);
            if (isLeft(rest, i)) {
                text.append(c);
            } else if (c == '\r' && this != TEXT) {
                appendLineEnd(text, rest.startsWith("\n", i + 1));
            } else {
                Printable.appendEscape(text, c);
            }
        }
    }

    private static void appendLineEnd(StringBuilder text, boolean lineFeedFollows) {
        if (!lineFeedFollows) {
            text.append('\n');
        }
    }
}
