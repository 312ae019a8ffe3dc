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

    /** Returns the index of the first character that is to be escaped in a part of a text, or the end of the part. */
    final int next(String text, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if ((c < ' ' || c > '~') && !Printable.isPrintable(text, i) && !keeps(c)) {
                return i;
            }
        }
        return end;
    }

    /** Appends a part of a text, escaped. */
    final void append(String text, int start, int end, StringBuilder to) {
        int next = next(text, start, end);
        to.append(text.substring(start, next));
        while (next < end) {
            appendEscape(text, next, to);
            int from = next + 1;
            next = next(text, from, end);
            to.append(text.substring(from, next));
        }
    }

    private void appendEscape(String text, int index, StringBuilder to) {
        char c = text.charAt(index);
        if (c != '\r' || this == TEXT) {
            Printable.appendEscape(to, c);
        } else if (!text.startsWith("\n", index + 1)) {
            to.append('\n');
        }
    }
}
