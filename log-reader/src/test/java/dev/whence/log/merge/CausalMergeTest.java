package dev.whence.log.merge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.LogFiles;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Merged logs of random programs, whose true order is known. */
class CausalMergeTest {
    private static final long SECOND = 1_000_000;
    private static final long PLENTY = 64 << 20;

    /** So little that nearly everything is spilled. */
    private static final long NOTHING = 30_000;

    private final Path folder;

    CausalMergeTest(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Offsets of the clocks of services; those of more than an hour are not believed by others. */
    static Stream<long[]> clocks() {
        return Stream.of(
                new long[] {0},
                new long[] {0, 0, 0},
                new long[] {0, 300 * SECOND, -400 * SECOND},
                new long[] {0, 3599 * SECOND},
                new long[] {0, 3 * Simulation.HOUR, -5 * Simulation.HOUR, 20 * SECOND},
                new long[] {0, 365 * 24 * Simulation.HOUR});
    }

    @DisplayName("no line comes before one of its predecessors, and none is lost")
    @ParameterizedTest
    @MethodSource("clocks")
    void linearExtension(long[] offsets) throws IOException {
        for (int seed = 1; seed <= 10; seed++) {
            List<SimEvent> events = Simulation.events(seed, 400, offsets);
            LogFiles files = new SimLogs(folder, seed).write(events, SimEvent::json);
            assertIsLinearExtension(events, merged(files, PLENTY));
        }
    }

    @DisplayName("what does not fit into memory is merged alike")
    @ParameterizedTest
    @MethodSource("clocks")
    void spilled(long[] offsets) throws IOException {
        List<SimEvent> events = Simulation.events(7, 3_000, offsets);
        LogFiles files = new SimLogs(folder, 7).write(events, SimEvent::json);
        assertThat(merged(files, NOTHING)).isEqualTo(merged(files, PLENTY));
    }

    @DisplayName("runs on disk are joined before there are too many open files")
    @Test
    void manyRuns() throws IOException {
        List<SimEvent> events = Simulation.events(8, 6_000, 0, 3000 * SECOND);
        LogFiles files = new SimLogs(folder, 8).write(events, SimEvent::json);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        CausalMerge merge = new CausalMerge(files, new JsonRendering(), bytes -> {}, 10_000);
        merge.run(out::write);
        assertThat(merge.spilled()).isGreaterThan(1_000);
        assertIsLinearExtension(events, lines(out));
        assertThat(Path.of(System.getProperty("java.io.tmpdir"))
                        .toFile()
                        .list((dir, name) -> name.startsWith("whence-merge")))
                .as("temporary files that are left")
                .isEmpty();
    }

    @DisplayName("text with stamps is merged with JSON")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void text(int seed) throws IOException {
        List<SimEvent> events = Simulation.events(seed, 700, 0, 300 * SECOND, -400 * SECOND);
        LogFiles files = new SimLogs(folder, seed)
                .write(events, event -> event.process().name().endsWith("a") ? event.text() : event.json());
        assertIsLinearExtension(events, merged(files, PLENTY));
    }

    @DisplayName("text without stamps is ordered by its edges")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void textWithoutStamps(int seed) throws IOException {
        List<SimEvent> events = Simulation.events(seed, 700, 0, 300 * SECOND, -400 * SECOND);
        LogFiles files =
                new SimLogs(folder, seed).write(events, event -> event.text().replaceFirst(" [0-9a-f]{16} ", " "));
        assertIsLinearExtension(events, merged(files, PLENTY));
    }

    private static List<String> merged(LogFiles files, long memory) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new CausalMerge(files, new JsonRendering(), bytes -> {}, memory).run(out::write);
        return lines(out);
    }

    private static List<String> lines(ByteArrayOutputStream out) {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static void assertIsLinearExtension(List<SimEvent> events, List<String> lines) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            places.put(id(lines.get(i)), i);
        }
        assertThat(places).hasSize(events.size()).hasSameSizeAs(lines);
        for (SimEvent event : events) {
            for (SimEvent cause : event.causes()) {
                assertThat(places.get(cause.id()))
                        .as("%s, which comes before %s", cause, event)
                        .isLessThan(places.get(event.id()));
            }
        }
    }

    private static String id(String json) {
        return json.replaceFirst(".*\"task\":\"([^\"]+)\",\"n\":(\\d+).*", "$1:$2");
    }
}
