package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.agent.attached.harness.Jdks;
import dev.whence.agent.docs.MarkdownPage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dump in docs/live.md from which one learns to read dumps is that of a program that hangs so. */
@Tag("surroundings")
class DumpPageIT {
    @DisplayName("each tree in the page is in a dump, with other numbers")
    @Test
    void page(@TempDir Path folder) throws Exception {
        try (HangingJvm jvm = HangingJvm.withAgent(Jdks.newest(), folder)) {
            String shown = String.join("\n", MarkdownPage.of("docs/live.md").outputOf("dump 22872"));
            assertThat(trees(shown))
                    .hasSize(2)
                    .isSubsetOf(trees(jvm.command("dump").out()));
        }
    }

    private static List<String> trees(String dump) {
        return Arrays.stream(dump.split("\n\n", -1))
                .filter(tree -> tree.contains(" alike: order-") || tree.startsWith("paying "))
                .map(tree -> tree.replaceAll("dev\\.whence\\.agent\\.attached\\.|shop\\.", "")
                        .replaceAll(" \\((oldest )?≥[^)]*\\)| for [0-9.]+m?s|\\d+", ""))
                .toList();
    }
}
