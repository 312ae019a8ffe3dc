package dev.whence.demo;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.jvm.GatewayProcess;
import dev.whence.demo.log.LogFile;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that runs the payment gateway until its standard input ends. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the payment gateway, which the other commands start in a separate JVM.",
            "Prints its address, for the option --gateway, and ends when its standard input ends."
        })
final class Gateway implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private LogOptions options = new LogOptions("");

    @Override
    public Integer call() throws Exception {
        try (LogFile file = options.open();
                PaymentGateway gateway = PaymentGateway.open(port)) {
            spec.commandLine().getOut().println(GatewayProcess.ADDRESS_PREFIX + gateway.uri());
            while (System.in.read() >= 0) {
                // The parent process closes the stream when it ends.
            }
        }
        return 0;
    }
}
