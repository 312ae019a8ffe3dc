package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The summary in docs/libraries.md is made of what the tests of agent/libraries expect, and of the versions that were
 * measured. With {@code -Dwhence.docs=write} the test writes it there.
 */
class LibrariesPageTest {
    private static final MarkdownPage PAGE = MarkdownPage.of("docs/libraries.md");
    private static final Path EXPECTATIONS = Path.of("libraries/src/test/resources/expectations.txt");
    private static final Pattern SUMMARY =
            Pattern.compile("(?s)(?<=<!-- made of the expectations by LibrariesPageTest -->\n).*?(?=<!-- end -->)");

    /** A measured hop, with the counts of Whence for a client that was made before, and for one that was not. */
    private record Hop(String library, String version, String name, String eager, String lazy) {
        static Hop of(String row) {
            String[] cells = row.substring(2).split(" \\| ", -1);
            return new Hop(cells[0], cells[1], cells[2], cells[3], cells[4]);
        }

        boolean hasOwn(Map<String, String> expectations) {
            return expectations.getOrDefault(library + " " + name, "").matches("(right|id)(@\\d+)?");
        }
    }

    @DisplayName("the summary has each library, with the hops whose callbacks have an ID, and the others")
    @Test
    void summary() throws IOException {
        Matcher summary = SUMMARY.matcher(PAGE.text());
        assertThat(summary.find()).isTrue();
        String real = summary(hops(), expectations());
        if (System.getProperty("whence.docs", "").equals("write")) {
            Files.writeString(PAGE.target(""), summary.replaceFirst(Matcher.quoteReplacement(real)));
        }
        assertThat(summary.group()).isEqualTo(real);
    }

    @DisplayName("what was measured is what the tests expect")
    @Test
    void measured() throws IOException {
        Map<String, String> expectations = expectations();
        assertThat(hops())
                .extracting(hop -> hop.library() + " " + hop.name())
                .containsOnlyOnceElementsOf(expectations.keySet());
        assertThat(hops()).allSatisfy(hop -> {
            String counts = hop.hasOwn(expectations) ? "24 / 0 / 0.*" : "\\d+ / \\d+ / 0.*";
            assertThat(List.of(hop.eager(), hop.lazy())).allMatch(cell -> cell.matches(counts));
        });
    }

    private static List<Hop> hops() {
        String text = PAGE.text();
        return text.substring(text.indexOf("<!-- IDs, "))
                .lines()
                .skip(3)
                .takeWhile(line -> line.startsWith("|"))
                .map(Hop::of)
                .toList();
    }

    /** Returns what is expected of hops with a client that was made before, by library and hop. */
    private static Map<String, String> expectations() throws IOException {
        Map<String, String> expectations = new TreeMap<>();
        for (String line : Files.readAllLines(EXPECTATIONS)) {
            if (!line.startsWith("#")) {
                String[] fields = line.split(" +", 3);
                expectations.put(fields[2], fields[0]);
            }
        }
        return expectations;
    }

    private static String summary(List<Hop> hops, Map<String, String> expectations) {
        Map<String, List<Hop>> libraries = new LinkedHashMap<>();
        hops.forEach(hop -> libraries
                .computeIfAbsent(hop.library() + " | " + hop.version(), library -> new ArrayList<>())
                .add(hop));
        StringBuilder table = new StringBuilder("| Library | Version | Own ID | None |\n|---|---|---|---|\n");
        libraries.forEach((library, own) -> {
            List<Hop> others = new ArrayList<>(own);
            others.removeIf(hop -> hop.hasOwn(expectations));
            List<Hop> right = new ArrayList<>(own);
            right.removeAll(others);
            table.append("| " + library + " | " + names(right) + " | " + names(others) + " |\n");
        });
        return table.toString();
    }

    /** Returns the names of hops, those of one call together: "get: callback, server; post: server". */
    private static String names(List<Hop> hops) {
        Map<String, String> parts = new LinkedHashMap<>();
        for (Hop hop : hops) {
            String[] name = hop.name().split(": ", 2);
            parts.merge(name[0], name.length > 1 ? name[1] : "", (some, more) -> some + ", " + more);
        }
        List<String> names = new ArrayList<>();
        parts.forEach((call, part) -> names.add(part.isEmpty() ? call : call + ": " + part));
        return String.join("; ", names);
    }
}
