package dev.whence.libraries;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table in a Markdown page, with a line for each row and two columns for the agents of each measurement. */
final class Table {
    private static final String END = "<!-- end -->\n";

    private final StringBuilder head = new StringBuilder("| Library | Version | Hop |");
    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private int columns;

    /**
     * Adds a column.
     *
     * @param isWhole whether cells show the MDC, the stack and the order too, where they differ from the IDs
     */
    void add(String title, Collection<Row> rows, boolean isWhole) {
        head.append(' ').append(title).append(" |");
        for (Row row : rows) {
            List<String> cells = lines.computeIfAbsent(
                    row.name(), name -> new ArrayList<>(List.of(row.library(), row.version(), row.hop())));
            while (cells.size() < 3 + columns) {
                cells.add("");
            }
            cells.add(cell(row, isWhole));
        }
        columns++;
    }

    private static String cell(Row row, boolean isWhole) {
        if (!row.failure().isEmpty()) {
            return "failed";
        }
        if (!isWhole || row.ids().right() == 0) {
            return text(row.ids());
        }
        if (!row.ids().equals(row.mdcs())) {
            return text(row.ids()) + ", MDC " + text(row.mdcs());
        }
        String stack = row.ids().right() == row.stacks() ? "" : ", stack " + row.stacks();
        String order = row.ids().right() == row.orders() ? "" : ", order " + row.orders();
        return text(row.ids()) + stack + order;
    }

    private static String text(Counts counts) {
        String wrong = counts.wrong() == 0 ? "0" : "**" + counts.wrong() + "**";
        return counts.right() + " / " + counts.none() + " / " + wrong;
    }

    /** Replaces a table of a page, which is between two marks. */
    static void write(Path page, String name, CharSequence table) throws IOException {
        String mark = "<!-- " + name + ", made by mvn -Plibraries verify -->\n";
        String before = Files.readString(page);
        int begin = before.indexOf(mark);
        if (begin < 0) {
            throw new IOException(page + " has no line " + mark);
        }
        begin += mark.length();
        int end = before.indexOf(END, begin);
        Files.writeString(page, before.substring(0, begin) + table + before.substring(end));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(head).append("\n|").append("---|".repeat(3 + columns));
        lines.values()
                .forEach(cells ->
                        text.append("\n| ").append(String.join(" | ", cells)).append(" |"));
        return text.append('\n').toString();
    }
}
