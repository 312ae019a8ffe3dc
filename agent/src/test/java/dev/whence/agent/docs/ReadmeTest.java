package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The measured cells of README.md are those of the pages that measure them. */
class ReadmeTest {
    private static final String README = page("README.md");
    private static final String OVERHEAD = page("docs/overhead.md");
    private static final String LIBRARIES = page("docs/libraries.md");

    private static final Pattern SERVICE = Pattern.compile("(?m)^\\| HTTP service \\|.*\n(?:\\|.*\n)+");

    /** The agents of the columns, as docs/overhead.md names them. */
    private static final List<String> AGENTS = List.of("none", "whence", "OpenTelemetry", "TTL");

    /** The columns of docs/libraries.md for clients that the first operation has made. */
    private static final int WHENCE = 4;

    private static final int OPEN_TELEMETRY = 8;

    private static String page(String name) {
        return MarkdownPage.of(name).text();
    }

    @DisplayName("prices are those of docs/overhead.md")
    @ParameterizedTest
    @CsvSource({
        "whole process, | %s |",
        "`thenApply` with, | thenApply | %s |",
        "– bytes, | thenApply | %s |",
        "virtual thread with, | virtualThread | %s |"
    })
    void prices(String row, String measured) {
        String jdk25 = OVERHEAD.substring(OVERHEAD.indexOf("## JDK 25"));
        List<String> cells = cells(row);
        for (int i = 0; i < AGENTS.size(); i++) {
            String start = measured.formatted(AGENTS.get(i));
            String line = jdk25.lines()
                    .filter(text -> text.startsWith(start))
                    .findFirst()
                    .orElse("");
            assertThat(line).as(start).contains(" " + cells.get(i) + " |");
        }
    }

    @DisplayName("what is left of the requests of an HTTP service is that of docs/overhead.md")
    @Test
    void service() {
        assertThat(README)
                .contains("answers " + range("whence") + " of the requests")
                .contains("other agents had " + range("TTL|Datadog|OpenTelemetry"));
    }

    /** Returns the least and the greatest ratio of these agents, of all JDKs and collectors. */
    private static String range(String agents) {
        Pattern row =
                Pattern.compile("(?m)^\\| (?:" + agents + ") \\| [^|]+ \\| ([\\d.]+) \\| [^|]+ \\| ([\\d.]+) \\|$");
        List<String> ratios = SERVICE.matcher(OVERHEAD)
                .results()
                .flatMap(table -> row.matcher(table.group()).results())
                .flatMap(cells -> Stream.of(cells.group(1), cells.group(2)))
                .sorted()
                .toList();
        return ratios.get(0) + "× to " + ratios.get(ratios.size() - 1) + "×";
    }

    @DisplayName("callbacks are those of docs/libraries.md")
    @Test
    void callbacks() {
        List<String[]> hops = LIBRARIES
                .substring(LIBRARIES.indexOf("<!-- IDs, "))
                .lines()
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(2).split(" \\| ", -1))
                .toList();
        Predicate<String> isRight = cell -> cell.startsWith("24 / 0 / 0");
        Predicate<String> isWrong = cell -> !cell.matches("\\d+ / \\d+ / 0\\b.*");
        assertThat(README).contains("of " + hops.size() + " kinds of callbacks");
        assertThat(cells("their own operation"))
                .containsExactly("", count(hops, WHENCE, isRight), count(hops, OPEN_TELEMETRY, isRight), "");
        assertThat(cells("another operation's"))
                .containsExactly("", count(hops, WHENCE, isWrong), count(hops, OPEN_TELEMETRY, isWrong), "");
    }

    private static String count(List<String[]> hops, int column, Predicate<String> wanted) {
        return "" + hops.stream().filter(hop -> wanted.test(hop[column])).count();
    }

    /** Returns the cells of the row with this text in its first cell, without that. */
    private static List<String> cells(String row) {
        String line = README.lines()
                .filter(text -> text.matches("\\| [^|]*\\Q" + row + "\\E.*"))
                .findFirst()
                .orElseThrow();
        return Arrays.stream(line.split("\\|", -1))
                .skip(2)
                .limit(AGENTS.size())
                .map(String::strip)
                .toList();
    }
}
