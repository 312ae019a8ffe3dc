package dev.whence.log.view;

import java.util.Locale;

/**
 * What the output can show.
 *
 * @param width the number of columns
 * @param isColoured whether colours are shown
 * @param isAscii whether characters beyond ASCII are not shown
 */
public record Screen(int width, boolean isColoured, boolean isAscii) {
    /** The width if it is not known. */
    public static final int USUAL_WIDTH = 100;

    /** The colours. */
    public enum Ink {
        /** What is less important. */
        FAINT("2"),
        /** What is most important. */
        STRONG("1"),
        /** A failure. */
        RED("31"),
        /** A warning. */
        YELLOW("33"),
        /** A service, or a lane. */
        GREEN("32"),
        /** Likewise. */
        BLUE("34"),
        /** Likewise. */
        MAGENTA("35"),
        /** Likewise. */
        CYAN("36");

        private final String code;

        Ink(String code) {
            this.code = code;
        }
    }

    /** Returns what the standard output can show. */
    public static Screen ofStandardOutput() {
        boolean isTerminal = Tty.isTerminal();
        boolean isColoured = isTerminal && System.getenv("NO_COLOR") == null;
        return new Screen(isTerminal ? Tty.width() : USUAL_WIDTH, isColoured, !isUnicode());
    }

    private static boolean isUnicode() {
        String charset = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
        String known = charset == null ? System.getProperty("native.encoding", "") : charset;
        return known.toUpperCase(Locale.ROOT).startsWith("UTF");
    }

    /** Returns a text in a colour, if colours are shown. */
    public String ink(Ink ink, String text) {
        return isColoured && !text.isEmpty() ? "\u001b[" + ink.code + "m" + text + "\u001b[0m" : text;
    }

    /** Returns text of a log as it may be shown here. */
    public String inert(String text) {
        return isAscii ? Inert.ascii(text) : Inert.text(text);
    }
}
