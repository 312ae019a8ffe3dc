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
    private static final String BEGIN = "<!-- made by mvn -Plibraries verify -->\n";
    private static final String END = "<!-- end -->\n";

    private final StringBuilder head = new StringBuilder("| Library | Version | Hop |");
    private final Map<String, List<String>> lines = new LinkedHashMap<>();
    private int columns;

    /**
     * Adds a column.
     *
     * @param withMdc whether cells show the MDC too, if it differs from the IDs
     */
    void add(String title, Collection<Row> rows, boolean withMdc) {
        head.append(' ').append(title).append(" |");
        for (Row row : rows) {
            List<String> cells = lines.computeIfAbsent(
                    row.name(), name -> new ArrayList<>(List.of(row.library(), row.version(), row.hop())));
            while (cells.size() < 3 + columns) {
                cells.add("");
            }
            cells.add(cell(row, withMdc));
        }
        columns++;
    }

    private static String cell(Row row, boolean withMdc) {
        if (!row.failure().isEmpty()) {
            return "failed";
        }
        return !withMdc || row.ids().equals(row.mdcs())
                ? text(row.ids())
                : text(row.ids()) + ", MDC " + text(row.mdcs());
    }

    private static String text(Counts counts) {
        String wrong = counts.wrong() == 0 ? "0" : "**" + counts.wrong() + "**";
        return counts.right() + " / " + counts.none() + " / " + wrong;
    }

    /** Replaces the table of the page. */
    void write(Path page) throws IOException {
        String before = Files.readString(page);
        int begin = before.indexOf(BEGIN) + BEGIN.length();
        int end = before.indexOf(END, begin);
        Files.writeString(page, before.substring(0, begin) + this + before.substring(end));
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
