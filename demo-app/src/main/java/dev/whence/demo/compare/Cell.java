package dev.whence.demo.compare;

/** A piece of text on one line, and how it looks in colour. */
public record Cell(String text, Style style) {
    static final Cell EMPTY = plain("");

    /** Control characters are shown as question marks. */
    public Cell {
        text = text.replaceAll("\\p{Cntrl}", "?");
    }

    /** A text as it is. */
    public static Cell plain(String text) {
        return new Cell(text, Style.PLAIN);
    }

    /** A text that stands out. */
    public static Cell strong(String text) {
        return new Cell(text, Style.STRONG);
    }

    /** The looks, as the numbers of terminal escape sequences. */
    public enum Style {
        PLAIN("0"),
        STRONG("1"),
        FAINT("2"),
        ERROR("31"),
        BOUNDARY("36");

        private final String code;

        Style(String code) {
            this.code = code;
        }

        String apply(String text) {
            return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
        }
    }
}
