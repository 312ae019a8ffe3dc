package dev.whence.log.cli;

import dev.whence.log.LogFiles;
import dev.whence.log.merge.CausalMerge;
import dev.whence.log.merge.LiveMerge;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code merge}. */
@Command(
        name = "merge",
        description = "Merges logs into one in which causes come before their effects, however the clocks differ.",
        mixinStandardHelpOptions = true)
final class Merge extends LogCommand {
    private static final int BUFFER = 1 << 16;

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Format format = new Format();

    @Option(
            names = {"-f", "--follow"},
            description =
                    "Shows the last lines, and waits for lines that are appended: in the order in which they come.")
    private boolean isLive;

    @Option(
            names = {"-n", "--lines"},
            paramLabel = "N",
            defaultValue = "10",
            description = "With -f, how many of the lines that are there are shown. Default: ${DEFAULT-VALUE}.")
    private int last;

    @Option(
            names = "--grace",
            paramLabel = "MILLIS",
            defaultValue = "1000",
            description = "With -f, how long a line waits for a cause in another file. Default: ${DEFAULT-VALUE}.")
    private int grace;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Log files; - is the standard input.")
    private List<String> files;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (isLive) {
            LogFiles live = input.read(files);
            new LiveMerge(live, format.rendering(output.screen()), grace)
                    .run(Math.max(0, last), parent.out, () -> true);
        }
        Meter meter = new Meter();
        long memory = Runtime.getRuntime().maxMemory() / 4;
        OutputStream out = new BufferedOutputStream(parent.out, BUFFER);
        new CausalMerge(input.read(files), format.rendering(output.screen()), meter, memory).run(out::write);
        out.flush();
        meter.end();
        return input.end(ExitCode.OK);
    }
}
