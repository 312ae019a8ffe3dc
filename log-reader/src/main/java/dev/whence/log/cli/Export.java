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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code export}. */
@Command(
        name = "export",
        description = "Writes one operation in the format of another tool.",
        mixinStandardHelpOptions = true)
final class Export extends LogCommand {
    /** The formats. */
    enum Target {
        shiviz,
        mermaid,
        chrome;

        Exporter exporter() {
            return switch (this) {
                case shiviz -> new ShiViz();
                case mermaid -> new Mermaid();
                case chrome -> new ChromeTrace();
            };
        }
    }

    @Option(names = "--to", required = true, paramLabel = "FORMAT", description = "${COMPLETION-CANDIDATES}.")
    private Target target;

    @Parameters(arity = "1..*", paramLabel = "ID FILE", description = "A correlation, a task or an event; log files.")
    private List<String> arguments;

    @Override
    public Integer call() throws IOException {
        Arguments given = Arguments.of(arguments, 1);
        Story story = story(given.id(0), new Selection(input.read(given.files())));
        if (story == null) {
            return input.end(ExitCode.NO);
        }
        OutputStream out = new BufferedOutputStream(parent.out);
        target.exporter().export(story, out);
        out.flush();
        return input.end(ExitCode.OK);
    }
}
