package dev.whence.compat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The comparisons as a table, which takes the place of the one in a page. */
final class Table {
    private static final String BEGIN = "<!-- made by mvn -Pcompat verify -->\n";
    private static final String END = "<!-- end -->\n";

    private static final String HEAD =
            """
            | suite | version | JDK | tests | failing without | failing with | differing |
            |---|---|---|---|---|---|---|
            """;

    static void write(List<Comparison> comparisons, Path page) throws IOException {
        String before = Files.exists(page) ? Files.readString(page) : BEGIN + END;
        int begin = before.indexOf(BEGIN) + BEGIN.length();
        int end = before.indexOf(END, begin);
        Files.writeString(page, before.substring(0, begin) + text(comparisons) + before.substring(end));
    }

    private static String text(List<Comparison> comparisons) {
        StringBuilder text = new StringBuilder(HEAD);
        comparisons.forEach(comparison -> text.append(row(comparison)).append('\n'));
        List<String> notes = comparisons.stream().flatMap(Table::notes).toList();
        if (!notes.isEmpty()) {
            text.append('\n');
            notes.forEach(note -> text.append("* ").append(note).append('\n'));
        }
        return text.toString();
    }

    private static String row(Comparison comparison) {
        return "| " + comparison.suite().name()
                + " | " + comparison.suite().version()
                + " | " + comparison.jdk().version()
                + " | " + comparison.with().executed()
                + " | " + comparison.without().failed().size()
                + " | " + comparison.with().failed().size()
                + " | " + comparison.differing().size() + " |";
    }

    private static Stream<String> notes(Comparison comparison) {
        String where = comparison.suite() + ", " + comparison.jdk() + ": ";
        return Stream.concat(
                comparison.differing().stream().map(test -> where + "differing: " + test),
                comparison.unsteady().stream().map(test -> where + test));
    }

    private Table() {}
}
