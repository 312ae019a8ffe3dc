package dev.whence.log.cli;

import dev.whence.log.export.ChromeTrace;
import dev.whence.log.export.Exporter;
import dev.whence.log.export.Mermaid;
import dev.whence.log.export.ShiViz;
import dev.whence.log.tree.Story;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code export}. */
@Command(
        name = "export",
        description = "Writes one operation in the format of another tool, or logs as one page for a browser.",
        mixinStandardHelpOptions = true)
final class Export extends LogCommand {
    /** The formats. */
    enum Target {
        shiviz,
        mermaid,
        chrome,
        html
    }

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
    private Target target;

    @Mixin
    private final PageExport page = new PageExport();

    @Parameters(
            arity = "1..*",
            paramLabel = "[ID] FILE",
            description = "A correlation, a task or an event, except with html; log files.")
    private List<String> arguments;

    @Override
    public Integer call() throws IOException {
        return switch (target) {
            case shiviz -> export(new ShiViz());
            case mermaid -> export(new Mermaid());
            case chrome -> export(new ChromeTrace());
            case html -> page.write(Arguments.of(arguments, 0).files(), input, parent.out);
        };
    }

    private int export(Exporter exporter) throws IOException {
        Arguments given = Arguments.of(arguments, 1);
        Story story = story(given.id(0), new Selection(input.read(given.files())));
        if (story == null) {
            return input.end(ExitCode.NO);
        }
        OutputStream out = new BufferedOutputStream(parent.out);
        exporter.export(story, out);
        out.flush();
        return input.end(ExitCode.OK);
    }
}
