package dev.whence.log.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whence.log.tree.Story;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the documentation of Chrome's trace event format asks of an export, and what Perfetto needs to draw it. */
class ChromeTraceTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private final Map<String, TreeMap<Double, Double>> slices = new HashMap<>();
    private final Map<String, String> names = new HashMap<>();
    private final Map<Integer, List<JsonNode>> arrows = new TreeMap<>();

    ChromeTraceTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName(
            "slices of a task do not overlap, arrows lead from an earlier slice to a later one, and all have names")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void random(int seed) throws IOException {
        read(Stories.random(seed, 400, folder));
    }

    @DisplayName("hostile texts are nothing but texts")
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void hostile(int seed) throws IOException {
        read(Stories.hostile(seed, 40, folder));
    }

    private void read(Story story) throws IOException {
        JsonNode trace = JSON.readTree(Stories.exported(new ChromeTrace(), story));
        assertThat(trace.path("displayTimeUnit").asText()).isEqualTo("ms");
        trace.path("traceEvents").forEach(this::readEvent);
        assertThat(slices.values().stream().mapToInt(Map::size).sum())
                .isEqualTo(story.graph().size());
        slices.values().forEach(ChromeTraceTest::assertDisjoint);
        slices.keySet().forEach(track -> assertThat(names)
                .containsKeys("thread_name " + track, "process_name " + track.replaceAll(":.*", ":0")));
        assertThat(arrows).isNotEmpty();
        arrows.values().forEach(this::assertLeads);
    }

    /** Every event has a phase, a name, a process, a thread and a time. */
    private void readEvent(JsonNode event) {
        assertThat(event.path("name").isTextual()).isTrue();
        assertThat(event.path("pid").isInt() && event.path("tid").isInt()).isTrue();
        double begin = event.path("ts").asDouble(-1);
        assertThat(begin).isFinite().isNotNegative();
        switch (event.path("ph").asText()) {
            case "X" -> {
                double duration = event.path("dur").asDouble(-1);
                assertThat(duration).isFinite().isNotNegative();
                slices.computeIfAbsent(track(event), key -> new TreeMap<>()).put(begin, begin + duration);
            }
            case "s", "f" ->
                arrows.computeIfAbsent(event.path("id").asInt(), key -> new ArrayList<>())
                        .add(event);
            default -> {
                assertThat(event.path("ph").asText()).isEqualTo("M");
                String name = event.path("args").path("name").asText();
                assertThat(names.put(event.path("name").asText() + " " + track(event), name))
                        .isNull();
            }
        }
    }

    private static String track(JsonNode event) {
        return event.path("pid").asInt() + ":" + event.path("tid").asInt();
    }

    private static void assertDisjoint(Map<Double, Double> slices) {
        double end = 0;
        for (Map.Entry<Double, Double> slice : slices.entrySet()) {
            assertThat(slice.getKey()).isGreaterThanOrEqualTo(end - 1e-6);
            end = slice.getValue();
        }
    }

    /** An arrow is a start and a finish that are alike, each within a slice. */
    private void assertLeads(List<JsonNode> ends) {
        assertThat(ends).extracting(end -> end.path("ph").asText()).containsExactly("s", "f");
        assertThat(ends.get(1).path("bp").asText()).isEqualTo("e");
        for (String field : List.of("name", "cat", "id")) {
            assertThat(ends.get(0).get(field)).isNotNull().isEqualTo(ends.get(1).get(field));
        }
        assertThat(ends.get(0).path("ts").asDouble())
                .isLessThan(ends.get(1).path("ts").asDouble());
        for (JsonNode end : ends) {
            double time = end.path("ts").asDouble();
            Map.Entry<Double, Double> slice =
                    slices.getOrDefault(track(end), new TreeMap<>()).floorEntry(time);
            assertThat(slice).isNotNull();
            assertThat(time).isLessThanOrEqualTo(slice.getValue());
        }
    }
}
