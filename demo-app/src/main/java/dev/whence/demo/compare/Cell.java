package dev.whence.demo.compare;

/** A text on one line with its style. */
public record Cell(String text, Style style) {
    static final Cell EMPTY = plain("");

    /** Creates a cell. Control characters in the text are replaced by question marks. */
    public Cell {
        text = text.replaceAll("\\p{Cntrl}", "?");
    }

    /** Returns a cell in the plain style. */
    public static Cell plain(String text) {
        return new Cell(text, Style.PLAIN);
    }

    /** Returns a cell in the strong style. */
    public static Cell strong(String text) {
        return new Cell(text, Style.STRONG);
    }

    /** The styles, with their codes in terminal escape sequences. */
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
