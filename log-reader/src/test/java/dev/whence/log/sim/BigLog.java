package dev.whence.log.sim;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Writes the logs of a big program, for measurements. Arguments: a folder, the number of lines, offsets in seconds. */
final class BigLog {
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        long[] offsets = new long[arguments.length - 2];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = Long.parseLong(arguments[i + 2]) * 1_000_000;
        }
        Map<SimProcess, BufferedWriter> files = new HashMap<>();
        Simulation simulation = new Simulation(1, offsets, event -> write(files, event));
        for (SimProcess process : simulation.processes()) {
            files.put(process, Files.newBufferedWriter(folder.resolve(process.name() + ".jsonl")));
        }
        simulation.run(Integer.parseInt(arguments[1]));
        for (BufferedWriter file : files.values()) {
            file.close();
        }
    }

    private static void write(Map<SimProcess, BufferedWriter> files, SimEvent event) {
        try {
            Objects.requireNonNull(files.get(event.process()))
                    .append(event.json())
                    .append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BigLog() {}
}
