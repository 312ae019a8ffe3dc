package dev.whence.demo;

import dev.whence.demo.log.LogFile;
import dev.whence.demo.log.LogFile.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for the log file of a command and the format of its lines. */
final class LogOptions {
    private static final String SUFFIX = ".log";

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description = "the log file, or empty for the console (default: ${DEFAULT-VALUE})")
    private Path log;

    @Option(
            names = "--format",
            description = "the format of lines: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE})")
    private Format format;

    LogOptions(String log) {
        this(log, Format.plain);
    }

    LogOptions(String log, Format format) {
        this.log = log.isEmpty() ? Path.of("") : Path.of("target", "demo", log);
        this.format = format;
    }

    /** Starts logging to the file. A missing folder is created. */
    LogFile open() throws IOException {
        return log.toString().isEmpty() ? LogFile.console() : LogFile.open(createFolder(log.toAbsolutePath()), format);
    }

    private static Path createFolder(Path file) throws IOException {
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return file;
    }

    /** Returns the absolute path of the log file. */
    Path file() {
        return log.toAbsolutePath();
    }

    /** Returns the log file of the gateway, which is beside this one. */
    Path gatewayFile() {
        String name = String.valueOf(log.getFileName());
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return file().resolveSibling(stem + "-gateway" + SUFFIX);
    }

    /** Returns the arguments by which the gateway logs to that file in the same format. */
    List<String> gatewayArguments() {
        return log.toString().isEmpty()
                ? List.of()
                : List.of("--log", gatewayFile().toString(), "--format", format.name());
    }
}
