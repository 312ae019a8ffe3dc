package dev.whence.log.cli;

import dev.whence.log.page.Page;
import dev.whence.log.page.PageLog;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code export}. */
@Command(name = "export", description = "Writes logs in a form for other programs.", mixinStandardHelpOptions = true)
final class Export implements Callable<Integer> {
    /** For which program. */
    enum Format {
        html
    }

    @ParentCommand
    private Logs parent;

    @Mixin
    private final Input input = new Input();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description = {"${COMPLETION-CANDIDATES}", "html: one page for a browser that needs nothing else"})
    private Format format;

    @Option(names = "--correlation", paramLabel = "ID", description = "Only the operation with this correlation.")
    private @Nullable String correlation;

    @Option(names = "--most", paramLabel = "N", description = "Only the last N events. Default: " + PageLog.MOST + ".")
    private int most = PageLog.MOST;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where it is written. Default: the standard output.")
    private @Nullable Path output;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files; - is the standard input.")
    private List<String> files;

    @Override
    public Integer call() throws IOException {
        return switch (format) {
            case html -> writePage();
        };
    }

    private int writePage() throws IOException {
        PageLog log = PageLog.read(
                input.read(files),
                record -> correlation == null || record.event().correlation().equals(correlation),
                Math.max(1, most));
        try (Writer out = writer()) {
            Page.of(title()).write(log, out);
        }
        return input.end(log.size() == 0 ? ExitCode.NO : ExitCode.OK);
    }

    private Writer writer() throws IOException {
        return new BufferedWriter(new OutputStreamWriter(
                output == null ? parent.out : Files.newOutputStream(output), StandardCharsets.UTF_8));
    }

    private String title() {
        return correlation == null ? Page.title(files) : correlation;
    }
}
