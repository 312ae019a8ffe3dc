package dev.whence.logback;

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
}
