package dev.whence.demo;

import dev.whence.demo.load.OrderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of the stories that send a load. */
final class LoadOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--first",
            paramLabel = "ID",
            defaultValue = "7760",
            description = "first order id (${DEFAULT-VALUE})")
    private long first = 7760;

    @Option(names = "--requests", paramLabel = "N", description = "how many orders (${DEFAULT-VALUE})")
    private int requests;

    @Option(names = "--in-flight", paramLabel = "N", description = "how many at once (${DEFAULT-VALUE})")
    private int inFlight;

    @Option(names = "--log", paramLabel = "FILE", description = "the shop's log (${DEFAULT-VALUE})")
    private Path log;

    LoadOptions(int requests, int inFlight, String log) {
        this.requests = requests;
        this.inFlight = inFlight;
        this.log = Path.of("target", "demo", log);
    }

    OrderLoad load() {
        try {
            return new OrderLoad(first, requests, inFlight);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    /** The log file; its folder exists. */
    Path log() throws IOException {
        Path file = log.toAbsolutePath();
        Path folder = file.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        return file;
    }
}
