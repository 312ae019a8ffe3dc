package dev.whence.demo;

import dev.whence.demo.log.LogFile;
import dev.whence.demo.log.LogFile.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Where a story logs to, and how. */
final class LogOptions {
    private static final String SUFFIX = ".log";

    @Option(names = "--log", paramLabel = "FILE", description = "the log; empty for the console (${DEFAULT-VALUE})")
    private Path log;

    @Option(names = "--format", description = "how lines look: ${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
    private Format format;

    LogOptions(String log) {
        this(log, Format.plain);
    }

    LogOptions(String log, Format format) {
        this.log = log.isEmpty() ? Path.of("") : Path.of("target", "demo", log);
        this.format = format;
    }

    /** Begins to log there; the folder is made if it is missing. */
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

    Path file() {
        return log.toAbsolutePath();
    }

    /** The log of the gateway beside this one. */
    Path gatewayFile() {
        String name = String.valueOf(log.getFileName());
        String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
        return file().resolveSibling(stem + "-gateway" + SUFFIX);
    }

    /** The options by which the gateway logs there, in the same way. */
    List<String> gatewayArguments() {
        return log.toString().isEmpty()
                ? List.of()
                : List.of("--log", gatewayFile().toString(), "--format", format.name());
    }
}
