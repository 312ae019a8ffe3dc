package dev.whence.examples.flink;

import dev.whence.log.sim.SimEvent;
import dev.whence.log.sim.SimProcess;
import dev.whence.log.sim.Simulation;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.FileUtils;

/**
 * Measures how many lines the job takes in a second. Arguments: a folder, the number of lines, how often each is
 * measured, and numbers of slots. The first run is not counted.
 */
final class Throughput {
    private static final long MINUTE = 60_000_000;
    private static final int LINES_OF_A_FILE = 25_000;

    /** About ten lines in a second, from four services. */
    private static final int PACE = 100_000;

    private final Path folder;
    private final int lines;

    private Throughput(Path folder, int lines) {
        this.folder = folder;
        this.lines = lines;
    }

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of(arguments[0])), "logs");
        Throughput throughput = new Throughput(folder, Integer.parseInt(arguments[1]));
        throughput.writeLogs();
        int times = Integer.parseInt(arguments[2]);
        int[] slots =
                Arrays.stream(arguments).skip(3).mapToInt(Integer::parseInt).toArray();
        throughput.run(slots[0]);
        for (int round = 0; round < times; round++) {
            for (int count : slots) {
                throughput.run(count);
            }
        }
    }

    private void writeLogs() throws IOException {
        Path logs = Files.createDirectory(folder.resolve("logs"));
        Map<SimProcess, Rotating> files = new HashMap<>();
        long[] offsets = {0, -5 * MINUTE, 5 * MINUTE, MINUTE};
        new Simulation(1, PACE, offsets, event -> files.computeIfAbsent(event.process(), of -> new Rotating(logs, of))
                        .write(event))
                .run(lines);
        for (Rotating file : files.values()) {
            file.rotate();
        }
    }

    /** Runs the job, and prints what it took. */
    private void run(int slots) throws Exception {
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.createLocalEnvironment(slots);
        Path out = folder.resolve("out");
        OperationsJob job = new OperationsJob(
                JobOptions.parse("--files=" + folder.resolve("logs"), "--out=" + out, "--max-skew=11min"));
        job.write(job.lines(environment));
        long cpu = cpuNanos();
        JobExecutionResult result = environment.execute();
        System.out.printf(
                "%d slots: %.0f lines/s, %.1f us of CPU a line%n",
                slots, lines / (result.getNetRuntime(TimeUnit.MILLISECONDS) / 1e3), (cpuNanos() - cpu) / 1e3 / lines);
        FileUtils.deleteDirectory(out.toFile());
    }

    private static long cpuNanos() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }

    /** The files of one service. */
    private static final class Rotating {
        private final Path logs;
        private final String name;
        private int lines;
        private BufferedWriter file;

        Rotating(Path logs, SimProcess process) {
            this.logs = logs;
            this.name = process.name();
            this.file = open();
        }

        private BufferedWriter open() {
            try {
                return Files.newBufferedWriter(logs.resolve(name + "-" + lines + ".jsonl"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void write(SimEvent event) {
            try {
                file.append(event.json()).append('\n');
                if (++lines % LINES_OF_A_FILE == 0) {
                    rotate();
                    file = open();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void rotate() throws IOException {
            file.close();
        }
    }
}
