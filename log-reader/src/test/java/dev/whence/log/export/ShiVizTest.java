package dev.whence.log.export;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.tree.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ShiViz reads of an export. */
class ShiVizTest {
    private final Path folder;

    ShiVizTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("the clocks of the events tell the very order of the log")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void order(int seed) throws IOException {
        Story story = Stories.random(seed, 300, folder);
        int[] inOrder = story.inOrder();
        List<ShiVizLog.Event> events = ShiVizLog.read(Stories.exported(new ShiViz(), story));
        assertThat(events).hasSize(inOrder.length);
        for (int i = 0; i < inOrder.length; i++) {
            ShiVizLog.Event effect = events.get(i);
            BitSet causes = new BitSet();
            story.graph().causes(inOrder[i]).forEach(causes::set);
            for (int j = 0; j < i; j++) {
                assertThat(events.get(j).isWithin(effect)).isEqualTo(causes.get(inOrder[j]));
            }
        }
    }

    @DisplayName("hostile texts, also in names of tasks, neither hide an event nor add one")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void hostile(int seed) throws IOException {
        Story story = Stories.hostile(seed, 40, folder);
        assertThat(ShiVizLog.read(Stories.exported(new ShiViz(), story)))
                .hasSize(story.graph().size());
    }

    @DisplayName("events that precede themselves, as in a damaged log, are numbered all the same")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void circles(int seed) throws IOException {
        Random random = new Random(seed);
        Set<String> ids = new HashSet<>();
        List<String> lines = IntStream.range(0, 30)
                .mapToObj(i -> "{\"causal\":{\"task\":\"aa-" + random.nextInt(6) + "\",\"n\":" + (1 + random.nextInt(6))
                        + ",\"after\":[\"aa-" + random.nextInt(6) + ":" + (1 + random.nextInt(6)) + "\"]}}")
                .filter(line -> ids.add(line.substring(0, line.indexOf(",\"after\""))))
                .toList();
        assertThat(ShiVizLog.read(Stories.exported(new ShiViz(), Stories.of(folder, lines))))
                .hasSameSizeAs(lines);
    }
}
