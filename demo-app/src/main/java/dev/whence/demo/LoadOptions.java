package dev.whence.demo;

import dev.whence.demo.load.OrderLoad;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of the stories that send a load. */
final class LoadOptions {
    @Option(
            names = "--first",
            paramLabel = "ID",
            defaultValue = "7760",
            description = "first order id (${DEFAULT-VALUE})")
    private long first;

    @Option(names = "--requests", paramLabel = "N", description = "how many orders")
    private int requests;

    @Option(names = "--in-flight", paramLabel = "N", description = "how many at once")
    private int inFlight;

    @Option(names = "--log", paramLabel = "FILE", description = "the shop's log (target/demo/<story>.log)")
    private Path log;

    LoadOptions(int requests, int inFlight, String log) {
        this.requests = requests;
        this.inFlight = inFlight;
        this.log = Path.of("target", "demo", log);
    }

    OrderLoad load() {
        return new OrderLoad(first, requests, inFlight);
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
