package dev.whence.log.cli;

import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.Problems;
import dev.whence.log.view.Inert;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The files of a command, and the messages on stderr about what is wrong with them. */
final class Input implements Problems {
    private static final int SHOWN = 10;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = {"-q", "--quiet"},
            description = "Does not report damaged lines.")
    private boolean isQuiet;

    private final Map<String, Integer> damaged = new TreeMap<>();
    private long allDamaged;
    private boolean isUnreadable;

    /** Returns the log in some files; {@code -} is the standard input. */
    LogFiles read(List<String> names) {
        return LogFiles.of(names.stream().map(Input::file).toList(), this);
    }

    private static LogFile file(String name) {
        return new LogFile(name, name.equals("-") ? standardInput() : Path.of(name));
    }

    /** Most commands read their input twice. */
    private static Path standardInput() {
        try {
            Path file = Files.createTempFile("whence-input", ".log");
            file.toFile().deleteOnExit();
            Files.copy(System.in, file, StandardCopyOption.REPLACE_EXISTING);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep the standard input in a temporary file: " + e.getMessage(), e);
        }
    }

    @Override
    public void report(Extent extent, String file, long line, String what) {
        if (extent == Extent.FILE) {
            isUnreadable = true;
            print(file, line, what);
        } else {
            allDamaged++;
            if (!isQuiet && damaged.merge(file, 1, Integer::sum) <= SHOWN) {
                print(file, line, what);
            }
        }
    }

    /** Says something about the whole command. */
    void say(String what) {
        err().println(spec.name() + ": " + Inert.text(what));
    }

    private void print(String file, long line, String what) {
        err().println(Inert.text(file) + (line == 0 ? "" : ":" + line) + ": " + Inert.text(what));
    }

    /** Tells how many problems were left out, and returns the exit code of a command that has done its work. */
    int end(int code) {
        damaged.forEach((file, count) -> {
            if (count > SHOWN) {
                err().println(Inert.text(file) + ": " + (count - SHOWN) + " more lines are damaged");
            }
        });
        err().flush();
        return isUnreadable ? ExitCode.UNREADABLE : code;
    }

    /** Returns how many lines were damaged. */
    long damaged() {
        return allDamaged;
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
