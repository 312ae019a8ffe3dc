package dev.whence.agent.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Each command in a block of a page is run by a test, or the list in the resource commands.txt says why not. */
class CommandBlocksTest {
    /** How a line of a shell begins. */
    private static final Pattern COMMAND = Pattern.compile(
            "\\$ .+|(?:[A-Z_]+=\\S+ )?(?:java|javac|mvn|\\./mvnw|gradle|\\./gradlew|logs|workshop|curl|jlink|jcmd|jq|git|docker"
                    + "|podman|npm|psql|clickhouse-client|logcli|flink|cd|cp|export|\\.ci/\\w+)(?: .*)?");

    private static final Pattern SHELL = Pattern.compile("(?:sh|bash|shell|console)?(?: .*)?");

    /** What the list says of the commands that match two patterns: of the page's name, and of the command. */
    private record Entry(Pattern page, Pattern command, String by) {
        static Entry of(String line) {
            String[] fields = line.split(" {2,}", 3);
            assertThat(fields).as(line).hasSize(3);
            return new Entry(Pattern.compile(fields[0]), Pattern.compile(fields[1]), fields[2]);
        }

        boolean isFor(String name, String line) {
            return page.matcher(name).matches() && command.matcher(line).matches();
        }
    }

    @DisplayName("each command in a block is run by a test, or it is said why not")
    @Test
    void run() throws IOException {
        List<Entry> entries = entries();
        Set<Entry> unused = new HashSet<>(entries);
        List<String> unknown = new ArrayList<>();
        for (MarkdownPage page : MarkdownPage.all()) {
            for (String command : commands(page)) {
                List<Entry> found = entries.stream()
                        .filter(entry -> entry.isFor(page.name(), command))
                        .toList();
                unused.removeAll(found);
                if (found.isEmpty()) {
                    unknown.add(page + ": " + command);
                }
            }
        }
        assertThat(unknown).as("nothing runs them").isEmpty();
        assertThat(unused).as("no page has them").isEmpty();
    }

    @DisplayName("each test or script in the list is there")
    @Test
    void tests() throws IOException {
        Set<String> classes = MarkdownPage.classes();
        assertThat(entries())
                .extracting(Entry::by)
                .allMatch(by -> by.startsWith("- ")
                        || classes.contains(by)
                        || Files.isExecutable(MarkdownPage.ROOT.resolve(by)));
    }

    private static List<Entry> entries() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("src/test/resources/commands.txt"))) {
            return lines.filter(line -> !line.startsWith("#")).map(Entry::of).toList();
        }
    }

    private static List<String> commands(MarkdownPage page) {
        return page.blocks().stream()
                .filter(block -> SHELL.matcher(block.kind()).matches())
                .flatMap(block -> block.lines().stream())
                .filter(COMMAND.asMatchPredicate())
                .toList();
    }
}
