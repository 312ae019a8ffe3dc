package dev.whence.log.cli;

import dev.whence.log.merge.CausalMerge;
import dev.whence.log.merge.JsonRendering;
import dev.whence.log.merge.Rendering;
import dev.whence.log.view.RecordText;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** The command {@code merge}. */
@Command(
        name = "merge",
        description = "Merges logs into one in which causes come before their effects, however the clocks differ.",
        mixinStandardHelpOptions = true)
final class Merge implements Callable<Integer> {
    private static final int BUFFER = 1 << 16;

    /** What is written. */
    enum Format {
        text,
        json
    }

    @ParentCommand
    private Logs parent;

    @Mixin
    private final Input input = new Input();

    @Mixin
    private final Output output = new Output();

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "What is written: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files; - is the standard input.")
    private List<String> files;

    @Override
    public Integer call() throws IOException {
        Meter meter = new Meter();
        long memory = Runtime.getRuntime().maxMemory() / 4;
        OutputStream out = new BufferedOutputStream(parent.out, BUFFER);
        new CausalMerge(input.read(files), rendering(), meter, memory).run(out);
        out.flush();
        meter.end();
        return input.end(ExitCode.OK);
    }

    private Rendering rendering() {
        if (format == Format.json) {
            return new JsonRendering();
        }
        RecordText text = new RecordText(output.screen());
        return record -> text.of(record).getBytes(StandardCharsets.UTF_8);
    }
}
