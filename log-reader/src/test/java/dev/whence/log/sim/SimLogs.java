package dev.whence.log.sim;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;

/** Writes the events of a simulation to files, as services would: rotated, compressed, and not quite in order. */
public final class SimLogs {
    private final Path folder;
    private final Random random;

    /** Writes into a folder. */
    public SimLogs(Path folder, long seed) {
        this.folder = folder;
        this.random = new Random(seed);
    }

    /** Writes the files of all services. */
    public LogFiles write(List<SimEvent> events, Function<SimEvent, String> line) throws IOException {
        Map<String, List<String>> logs = new TreeMap<>();
        for (SimEvent event : events) {
            List<String> lines = logs.computeIfAbsent(event.process().name(), name -> new ArrayList<>());
            // Appenders that are not ours do not write in causal order: lines of one thread overtake others.
            lines.add(Math.max(0, lines.size() - (event.n() == 1 ? random.nextInt(5) : 0)), line.apply(event));
        }
        List<LogFile> files = new ArrayList<>();
        for (Map.Entry<String, List<String>> log : logs.entrySet()) {
            writeRotated(log.getKey(), log.getValue(), files);
        }
        return LogFiles.of(files, (extent, file, number, what) -> {
            throw new AssertionError(file + ":" + number + " " + what);
        });
    }

    private void writeRotated(String name, List<String> lines, List<LogFile> files) throws IOException {
        int cut = random.nextInt(lines.size() + 1);
        files.add(write(name + ".2.gz", lines.subList(cut, lines.size())));
        files.add(write(name + ".1", lines.subList(0, cut)));
    }

    private LogFile write(String name, List<String> lines) throws IOException {
        Path file = folder.resolve(name);
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = name.endsWith(".gz") ? new GZIPOutputStream(raw) : raw) {
            for (String line : lines) {
                out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        return new LogFile(name, file);
    }
}
