package dev.whence.demo;

import dev.whence.demo.load.OrderLoad;
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

    LoadOptions(int requests, int inFlight) {
        this.requests = requests;
        this.inFlight = inFlight;
    }

    OrderLoad load() {
        try {
            return new OrderLoad(first, requests, inFlight);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
