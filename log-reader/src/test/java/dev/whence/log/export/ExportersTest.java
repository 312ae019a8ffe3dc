package dev.whence.log.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.whence.log.LogFiles;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import dev.whence.log.tree.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rules of the formats of other tools, for the log of a random program. */
class ExportersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EVENTS = 400;

    private final Story story;

    ExportersTest(@TempDir Path folder) throws IOException {
        List<SimEvent> events = Simulation.events(5, EVENTS, 0, 300_000_000L, -400_000_000L);
        LogFiles files = new SimLogs(folder, 5).write(events, SimEvent::json);
        GraphBuilder builder = GraphBuilder.withRecords();
        ClockBounds bounds = new ClockBounds();
        files.forEach(bounds::seeEffect);
        files.forEach(record -> {
            bounds.seeCause(record);
            builder.add(record);
        });
        this.story = new Story("all", builder.build(), bounds.clocks());
    }

    @DisplayName("slices of a task do not overlap, and arrows begin and end in slices")
    @Test
    void chrome() throws IOException {
        Map<String, TreeMap<Double, Double>> slices = new HashMap<>();
        List<JsonNode> arrows = new ArrayList<>();
        for (JsonNode event : JSON.readTree(exported(new ChromeTrace())).path("traceEvents")) {
            double begin = event.path("ts").asDouble();
            switch (event.path("ph").asText()) {
                case "X" ->
                    slices.computeIfAbsent(track(event), key -> new TreeMap<>())
                            .put(begin, begin + event.path("dur").asDouble());
                case "s", "f" -> arrows.add(event);
                default -> assertThat(event.path("ph").asText()).isEqualTo("M");
            }
        }
        assertThat(slices.values().stream().mapToInt(Map::size).sum()).isEqualTo(EVENTS);
        slices.values().forEach(ExportersTest::assertDisjoint);
        assertThat(arrows).isNotEmpty().allSatisfy(arrow -> {
            double time = arrow.path("ts").asDouble();
            Map.Entry<Double, Double> slice =
                    slices.getOrDefault(track(arrow), new TreeMap<>()).floorEntry(time);
            assertThat(slice).isNotNull();
            assertThat(time).isLessThanOrEqualTo(slice.getValue());
        });
    }

    private static String track(JsonNode event) {
        return event.path("pid") + " " + event.path("tid");
    }

    private static void assertDisjoint(Map<Double, Double> slices) {
        double end = 0;
        for (Map.Entry<Double, Double> slice : slices.entrySet()) {
            assertThat(slice.getKey()).isGreaterThanOrEqualTo(end - 1e-6);
            end = slice.getValue();
        }
    }

    @DisplayName("each host counts its own events by one, and knows no event of another that is not there")
    @Test
    void shiViz() throws IOException {
        List<String> lines = exported(new ShiViz()).lines().skip(2).toList();
        assertThat(lines).hasSize(2 * EVENTS);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 1; i < lines.size(); i += 2) {
            int space = lines.get(i).indexOf(' ');
            String host = lines.get(i).substring(0, space);
            JsonNode vector = JSON.readTree(lines.get(i).substring(space + 1));
            assertThat(vector.path(host).asInt()).isEqualTo(counts.merge(host, 1, Integer::sum));
            for (Map.Entry<String, JsonNode> entry : vector.properties()) {
                assertThat(entry.getValue().asInt()).isLessThanOrEqualTo(counts.getOrDefault(entry.getKey(), 0));
            }
        }
    }

    @DisplayName("a diagram has a step for each event")
    @Test
    void mermaid() throws IOException {
        List<String> lines = exported(new Mermaid()).lines().toList();
        assertThat(lines).first().isEqualTo("sequenceDiagram");
        assertThat(lines).filteredOn(line -> line.startsWith("    participant")).hasSize(3);
        assertThat(lines.subList(4, lines.size()))
                .hasSizeGreaterThanOrEqualTo(EVENTS)
                .allMatch(line -> line.matches("    (Note over s\\d|s\\d->>s\\d): \\S.*"));
    }

    private String exported(Exporter exporter) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.export(story, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
