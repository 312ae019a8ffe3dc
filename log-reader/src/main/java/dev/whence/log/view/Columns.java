package dev.whence.log.view;

/** The width of text on a terminal, where characters of East Asian scripts and emoji take two columns. */
public final class Columns {
    /** Returns the number of columns that a text takes. */
    public static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int c) {
        if (c < 0x300) {
            return 1;
        }
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean isWide = (c >= 0x1100 && c <= 0x115f)
                || (c >= 0x2e80 && c <= 0xa4cf)
                || (c >= 0xac00 && c <= 0xd7a3)
                || (c >= 0xf900 && c <= 0xfaff)
                || (c >= 0xfe30 && c <= 0xfe6f)
                || (c >= 0xff00 && c <= 0xff60)
                || (c >= 0x1f300 && c <= 0x1faff)
                || (c >= 0x20000 && c <= 0x3fffd);
        return isWide ? 2 : 1;
    }

    /** Returns a text that takes at most a number of columns, with a mark where it is cut. */
    public static String cut(String text, int columns, boolean isAscii) {
        if (width(text) <= columns) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int left = columns - 1;
        for (int c : text.codePoints().toArray()) {
            left -= width(c);
            if (left < 0) {
                break;
            }
            cut.appendCodePoint(c);
        }
        return cut.append(isAscii ? '>' : '…').toString();
    }

    /** Returns a text that takes exactly a number of columns. */
    public static String fit(String text, int columns, boolean isAscii) {
        String cut = cut(text, columns, isAscii);
        return cut + " ".repeat(Math.max(0, columns - width(cut)));
    }

    private Columns() {}
}
