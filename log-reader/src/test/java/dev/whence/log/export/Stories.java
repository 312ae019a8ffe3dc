package dev.whence.log.export;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.clock.ClockBounds;
import dev.whence.log.graph.GraphBuilder;
import dev.whence.log.sim.HostileLines;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimLogs;
import dev.whence.log.sim.Simulation;
import dev.whence.log.tree.Story;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Stories for tests of exports. */
final class Stories {
    /** Returns the story of all events of a random program of three services. */
    static Story random(int seed, int events, Path folder) throws IOException {
        List<SimEvent> log = Simulation.events(seed, events, 0, 300_000_000L, -400_000_000L);
        return of(new SimLogs(folder, seed).write(log, SimEvent::json));
    }

    /** Returns a story whose every text is hostile. */
    static Story hostile(int seed, int events, Path folder) throws IOException {
        Random random = new Random(seed);
        List<String> lines = IntStream.range(0, events)
                .mapToObj(i -> HostileLines.line(random, i))
                .toList();
        return of(folder, lines);
    }

    /** Returns the story of some lines. */
    static Story of(Path folder, List<String> lines) throws IOException {
        Path file = Files.write(folder.resolve("story.jsonl"), lines);
        return of(LogFiles.of(List.of(new LogFile("story.jsonl", file)), (extent, name, line, what) -> {}));
    }

    private static Story of(LogFiles files) {
        GraphBuilder builder = GraphBuilder.withRecords();
        ClockBounds bounds = new ClockBounds();
        files.forEach(bounds::seeEffect);
        files.forEach(record -> {
            bounds.seeCause(record);
            builder.add(record);
        });
        return new Story("all", builder.build(), bounds.clocks());
    }

    static String exported(Exporter exporter, Story story) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        exporter.export(story, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Stories() {}
}
