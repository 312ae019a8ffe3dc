package dev.whence.agent.cli;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.util.List;
import java.util.regex.Pattern;

/** The lines of one table of {@code dump --watch}. */
final class WatchRows {
    private static final int GUTTER = 2;

    /** The ways to shorten a text, which are tried one after the other until it fits. */
    private static final List<Shortening> SHORTENINGS = List.of(
            // com.acme.Shop.pay(Shop.java:12), without packages
            Shortening.of("\\b(?:\\w+\\.)+([A-Z])", "$1"),
            // Shop.pay(Shop.java:12), without class and method
            Shortening.of("(?<= at )[^ ()]+\\(([^()]+:[0-9]+)\\)", "$1"),
            // CompletableFuture.join at Shop.java:12, without class
            Shortening.of("\\b[A-Z]\\w*\\.(\\w+ at )", "$1"),
            // join at Shop.java:12, with the line first, so that it is not cut
            Shortening.of("(\\S+) at (\\S+:[0-9]+)$", "$2 $1"));

    /**
     * A way to shorten a text.
     *
     * @param pattern what is replaced
     * @param by the replacement
     */
    private record Shortening(Pattern pattern, String by) {
        static Shortening of(String pattern, String by) {
            return new Shortening(Pattern.compile(pattern), by);
        }
    }

    private final Screen screen;
    private final WatchTable table;
    private final WatchColumn sorted;
    private final boolean isChosen;

    WatchRows(Screen screen, WatchTable table, WatchColumn sorted, boolean isChosen) {
        this.screen = screen;
        this.table = table;
        this.sorted = sorted;
        this.isChosen = isChosen;
    }

    /** Adds an empty line, the heading and some rows. */
    void draw(List<JsonTree> rows, int shown, List<String> lines) {
        lines.add("");
        lines.add(screen.ink(Ink.STRONG, heading(rows.size(), shown)));
        for (JsonTree row : rows.subList(0, Math.min(rows.size(), shown))) {
            StringBuilder line = new StringBuilder();
            for (WatchColumn column : table.columns()) {
                cell(column, column.text().apply(row), line);
            }
            lines.add(cut(line));
        }
        if (rows.isEmpty()) {
            lines.add(screen.ink(Ink.FAINT, "  none"));
        }
    }

    private String heading(int all, int shown) {
        StringBuilder line = new StringBuilder();
        for (WatchColumn column : table.columns()) {
            String mark = column != sorted ? "" : screen.isAscii() ? "*" : "▾";
            String more = column.width() == 0 && all > shown ? "  " + shown + " of " + all : "";
            cell(column, column.name() + mark + more, line);
        }
        if (isChosen) {
            line.setCharAt(0, screen.isAscii() ? '>' : '▸');
        }
        return cut(line);
    }

    /** Adds a cell, with a gap before it. */
    private void cell(WatchColumn column, String text, StringBuilder line) {
        if (screen.width() < column.from()) {
            return;
        }
        int width = column.width() == 0 ? rest() : narrow(column);
        line.append(" ".repeat(GUTTER));
        String harmless = column.width() == 0 ? shorter(screen.inert(text), width) : screen.inert(text);
        String cut = Columns.cut(harmless, width, screen.isAscii());
        String gap = " ".repeat(width - Columns.width(cut));
        line.append(column.number() == null ? cut + gap : gap + cut);
    }

    /** Returns the width of the column that takes what the others leave. */
    private int rest() {
        int taken = 0;
        for (WatchColumn column : table.columns()) {
            taken += screen.width() < column.from() ? 0 : GUTTER + (column.width() == 0 ? 0 : narrow(column));
        }
        return Math.max(8, screen.width() - taken);
    }

    /** Returns the width of a column. Long texts get less room on a narrow terminal. */
    private int narrow(WatchColumn column) {
        return screen.width() < 80 ? Math.min(column.width(), 14) : column.width();
    }

    /** Returns a text with less of its source line, as far as that is needed. */
    private static String shorter(String text, int width) {
        String shorter = text;
        for (Shortening shortening : SHORTENINGS) {
            if (Columns.width(shorter) > width) {
                shorter = shortening.pattern().matcher(shorter).replaceAll(shortening.by());
            }
        }
        return shorter;
    }

    private String cut(StringBuilder line) {
        return Columns.cut(line.toString().stripTrailing(), screen.width(), screen.isAscii());
    }
}
