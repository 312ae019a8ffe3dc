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

/** The payment gateway, open until its standard input ends. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description = {
            "The payment gateway, which the other stories start in a JVM of its own.",
            "It is open until its standard input ends; prints its address, for their --gateway."
        })
final class Gateway implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--port", paramLabel = "PORT", description = "port, 0 for any (${DEFAULT-VALUE})")
    private int port;

    @Mixin
    private LogOptions options = new LogOptions("");

    @Override
    public Integer call() throws Exception {
        try (LogFile file = options.open();
                PaymentGateway gateway = PaymentGateway.open(port)) {
            spec.commandLine().getOut().println(GatewayProcess.ADDRESS_PREFIX + gateway.uri());
            while (System.in.read() >= 0) {
                // Whoever started it holds the other end.
            }
        }
        return 0;
    }
}
