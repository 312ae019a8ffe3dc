package dev.whence.benchmarks.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The program of a measured JVM. It makes a turn for each line of its standard input, and prints what it measured. */
final class LogProcess {
    static final String ANSWER = "measured ";

    private final Contender contender;
    private final Format format;
    private final Path folder;
    private @Nullable Encoding encoding;

    private LogProcess(Contender contender, Format format, Path folder) {
        this.contender = contender;
        this.format = format;
        this.folder = folder;
    }

    /** Makes turns. Arguments: the contender, the format and the folder for the files. */
    public static void main(String[] arguments) throws Exception {
        LogProcess process =
                new LogProcess(Contender.valueOf(arguments[0]), Format.valueOf(arguments[1]), Path.of(arguments[2]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            System.out.println(ANSWER + process.turn(line.split(" ", -1)));
        }
    }

    private Measures turn(String[] command) throws Exception {
        Path file = Files.createTempFile(folder, "events", ".log");
        try {
            return switch (command[0]) {
                case Load.EMIT ->
                    new Emission(Threads.parse(command[1]), Integer.parseInt(command[2])).measure(open(file), file);
                case Load.PACE ->
                    new Pace(Integer.parseInt(command[1]), Integer.parseInt(command[2])).measure(open(file), file);
                case Load.ENCODE -> encoding(file).measure(Integer.parseInt(command[1]));
                default -> throw new IOException("Not a command: " + command[0]);
            };
        } finally {
            Files.delete(file);
        }
    }

    private Encoding encoding(Path file) throws Exception {
        Encoding known = encoding;
        if (known == null) {
            known = new Encoding((LogbackLog) open(file), contender.isCausal());
            encoding = known;
        }
        return known;
    }

    private Log open(Path file) throws Exception {
        return contender.open(format, file);
    }
}
