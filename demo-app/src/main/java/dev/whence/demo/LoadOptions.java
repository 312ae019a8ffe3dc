package dev.whence.demo;

import dev.whence.demo.load.OrderLoad;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that send a load. */
final class LoadOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--first",
            paramLabel = "ID",
            defaultValue = "7760",
            description = "the first order id (default: ${DEFAULT-VALUE})")
    private long first = 7760;

    @Option(names = "--requests", paramLabel = "N", description = "the number of orders (default: ${DEFAULT-VALUE})")
    private int requests;

    @Option(
            names = "--in-flight",
            paramLabel = "N",
            description = "the number of orders at once (default: ${DEFAULT-VALUE})")
    private int inFlight;

    /** Creates the options with these defaults. */
    LoadOptions(int requests, int inFlight) {
        this.requests = requests;
        this.inFlight = inFlight;
    }

    /**
     * Returns the load.
     *
     * @throws ParameterException if an option is less than 1
     */
    OrderLoad load() {
        try {
            return new OrderLoad(first, requests, inFlight);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
