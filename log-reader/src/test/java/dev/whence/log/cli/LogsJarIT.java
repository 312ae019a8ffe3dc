package dev.whence.log.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.log.HugeLine;
import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.Simulation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, in JVMs with little memory. */
class LogsJarIT {
    private final Path folder;

    LogsJarIT(@TempDir Path folder) {
        this.folder = folder;
    }

    @DisplayName("a log that is larger than the heap is merged")
    @Test
    void largerThanMemory() throws Exception {
        int lines = 200_000;
        Path shop = folder.resolve("shop.jsonl");
        Path bank = folder.resolve("bank.jsonl");
        try (BufferedWriter one = Files.newBufferedWriter(shop);
                BufferedWriter other = Files.newBufferedWriter(bank)) {
            new Simulation(1, new long[] {0, 300_000_000L}, event -> write(event, one, other)).run(lines);
        }
        assertThat(Files.size(shop) + Files.size(bank)).isGreaterThan(48 << 20);
        CommandRun run = run("-Xmx40m", "merge", "--to=json", shop.toString(), bank.toString());
        assertThat(run.code()).as(run.err()).isZero();
        try (Stream<String> merged = Files.lines(Path.of(run.out()))) {
            List<String> stamps = merged.map(line -> line.replaceFirst(".*\"hlc\":\"(\\w+)\".*", "$1"))
                    .toList();
            assertThat(stamps).hasSize(lines).isSorted();
        }
    }

    private static void write(SimEvent event, BufferedWriter one, BufferedWriter other) {
        try {
            BufferedWriter file = event.process().name().endsWith("a") ? one : other;
            file.append(event.json()).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DisplayName("a line that is larger than the heap is refused, and the others are shown")
    @Test
    void hugeLine() throws Exception {
        Path file = HugeLine.write(
                folder.resolve("huge.jsonl"),
                200,
                new Line("a-1:1", 0).body("behind").toString());
        for (String command : List.of("merge", "check", "tree op-1")) {
            List<String> arguments = new ArrayList<>(List.of("-Xmx80m"));
            arguments.addAll(Arrays.asList(CommandsTest.words(command)));
            arguments.add(file.toString());
            CommandRun run = run(arguments.toArray(new String[0]));
            assertThat(run.err()).isEqualTo(file + ":1: the line is longer than 2 MB and left out\n");
            assertThat(run.code()).isEqualTo(command.equals("check") ? 1 : 0);
        }
    }

    /** Runs a command. The output is the name of the file that has it. */
    private CommandRun run(String heap, String... arguments) throws Exception {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-jar",
                System.getProperty("whence.logs")));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new CommandRun(process.waitFor(), out.toString(), Files.readString(err));
    }

    private CommandRun run(String[] arguments) throws Exception {
        return run(arguments[0], Arrays.copyOfRange(arguments, 1, arguments.length));
    }
}
