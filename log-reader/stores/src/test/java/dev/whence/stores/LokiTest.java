package dev.whence.stores;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The queries for Loki, which are only parsed here: there is no server in a repository of packages. */
class LokiTest {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```logql loki\\n(.*?)\\n^```$");

    @DisplayName("the queries for Loki are LogQL")
    @Test
    void parsed() throws Exception {
        List<String> queries = BLOCK.matcher(Files.readString(Path.of("../../docs/queries.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(queries).hasSizeGreaterThan(2);
        try (NodeProgram program = NodeProgram.start("logql.js")) {
            for (String query : queries) {
                assertThat(program.ask(query)).isEmpty();
            }
        }
    }
}
