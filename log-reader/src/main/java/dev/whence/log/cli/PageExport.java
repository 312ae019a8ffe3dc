package dev.whence.log.cli;

import dev.whence.log.page.Page;
import dev.whence.log.page.PageLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The part of the command {@code export} that writes a page, with its options. */
final class PageExport {
    @Option(names = "--correlation", paramLabel = "ID", description = "html: only the operation with this correlation.")
    private @Nullable String correlation;

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "html: only the last N events. Default: " + PageLog.MOST + ".")
    private int most = PageLog.MOST;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "html: where it is written. Default: the standard output.")
    private @Nullable Path output;

    /** Writes the page of some files, and returns the exit code. */
    int write(List<String> files, Input input, OutputStream standard) throws IOException {
        PageLog log = PageLog.read(
                input.read(files),
                record -> correlation == null || record.event().correlation().equals(correlation),
                Math.max(1, most));
        if (log.size() == 0) {
            input.say("there are no events" + (correlation == null ? "" : " of " + correlation));
            return input.end(ExitCode.NO);
        }
        try (OutputStream out = output == null ? standard : open(output);
                Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8))) {
            Page.of(correlation == null ? Page.title(files) : correlation).write(log, text);
        }
        return input.end(ExitCode.OK);
    }

    private static OutputStream open(Path file) throws IOException {
        try {
            return Files.newOutputStream(file);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + e.getClass().getSimpleName(), e);
        }
    }
}
