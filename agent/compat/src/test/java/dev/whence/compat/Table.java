package dev.whence.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table in a Markdown page with a row for each comparison. */
final class Table {
    private static final String BEGIN = "<!-- made by mvn -Pcompat verify -->\n";
    private static final String END = "<!-- end -->\n";
    private static final String HEAD = """
        | suite | version | JDK | tests | failing without | failing with | differing | unsteady |
        |---|---|---|---|---|---|---|---|
        """;

    /** Adds a row, or replaces the row of the same suite and JDK. */
    static void put(Comparison comparison, Path page) throws IOException {
        String before = Files.exists(page) ? Files.readString(page) : BEGIN + HEAD + END;
        int begin = before.indexOf(BEGIN) + BEGIN.length();
        int end = before.indexOf(END, begin);
        Map<String, String> rows = rows(before.substring(begin, end));
        rows.put(comparison.suite().name() + " " + comparison.jdk().feature(), row(comparison));
        Files.writeString(
                page,
                before.substring(0, begin) + HEAD + String.join("\n", rows.values()) + "\n" + before.substring(end));
    }

    private static Map<String, String> rows(String table) {
        Map<String, String> rows = new TreeMap<>();
        table.lines().skip(HEAD.lines().count()).forEach(row -> {
            List<String> cells = List.of(row.split(" *\\| *", -1));
            rows.put(cells.get(1) + " " + cells.get(3), row);
        });
        return rows;
    }

    private static String row(Comparison comparison) {
        return "| " + comparison.suite().name()
                + " | " + comparison.suite().version()
                + " | " + comparison.jdk().feature()
                + " | " + comparison.with().executed()
                + " | " + comparison.without().failed().size()
                + " | " + comparison.with().failed().size()
                + " | " + text(comparison.differing())
                + " | " + text(comparison.unsteady()) + " |";
    }

    private static String text(List<Comparison.Unsteady> tests) {
        return tests.isEmpty()
                ? "0"
                : tests.stream().map(Comparison.Unsteady::toString).collect(Collectors.joining(", "));
    }

    private Table() {}
}
