package dev.whence.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The table of edge cases does not rot: each test that it names is there. */
class EdgeCasesTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern NAMED = Pattern.compile("`([A-Z]\\w+(?:Behaviour|Test|IT))\\.(\\w+)`");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (?!case).+$");
    private static final Pattern NUMBER = Pattern.compile("(?m)^\\| (\\d+) \\|");

    @DisplayName("tests that the table names")
    @TestFactory
    Stream<DynamicTest> tests() {
        List<MatchResult> named = NAMED.matcher(table()).results().toList();
        assertThat(named).hasSizeGreaterThan(150);
        return named.stream()
                .map(MatchResult::group)
                .distinct()
                .map(test -> dynamicTest(test, () -> assertIsTest(test)));
    }

    private static void assertIsTest(String named) throws IOException {
        MatchResult test = NAMED.matcher(named).results().findFirst().orElseThrow();
        String method = "@\\w*Test(Factory)?(\\(.*\\))?(\\s+@.*)*\\s+(void|Stream<.*>) " + test.group(2) + "\\(";
        assertThat(source(test.group(1))).containsPattern(method);
    }

    private static String source(String name) throws IOException {
        for (String module : List.of("agent", "context", "log-appender", "log-reader")) {
            try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/test/java"))) {
                List<Path> found =
                        files.filter(file -> file.endsWith(name + ".java")).toList();
                if (!found.isEmpty()) {
                    return Files.readString(found.get(0));
                }
            }
        }
        throw new AssertionError("There is no class " + name);
    }

    @DisplayName("all cases are there, in their order, each once")
    @Test
    void numbers() {
        List<Integer> numbered = NUMBER.matcher(table())
                .results()
                .map(row -> Integer.valueOf(row.group(1)))
                .toList();
        assertThat(numbered)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 105).boxed().toList());
    }

    @DisplayName("each row names a test")
    @Test
    void rows() {
        assertThat(ROW.matcher(table()).results().map(MatchResult::group))
                .hasSizeGreaterThan(150)
                .allMatch(row -> NAMED.matcher(row).find());
    }

    private static String table() {
        try {
            return Files.readString(ROOT.resolve("docs/edge-cases.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
