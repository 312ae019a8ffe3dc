package dev.whence.demo;

import dev.whence.demo.jvm.GatewayProcess;
import dev.whence.demo.load.Customers;
import dev.whence.demo.load.LoadSummary;
import dev.whence.demo.load.OrderLoad;
import dev.whence.demo.log.LogFile;
import dev.whence.demo.shop.Shop;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that sends a fixed load to a shop in this JVM. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Sends 48 orders, 12 at once, to a shop in this JVM with a gateway in another JVM.",
            "Order 7781 fails. Run it without and with the agent, and compare the logs."
        })
final class Load implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LoadOptions options = new LoadOptions(48, 12);

    @Mixin
    private LogOptions log = new LogOptions("load.log");

    @Mixin
    private GatewayOption gatewayOption = new GatewayOption();

    @Override
    public Integer call() throws Exception {
        OrderLoad load = options.load();
        LoadSummary summary;
        try (LogFile file = log.open();
                GatewayProcess gateway = gatewayOption.open(log.gatewayArguments());
                Shop shop = Shop.open(0, gateway.uri())) {
            summary = new Customers(shop.orders()).send(load);
        }
        spec.commandLine().getOut().println(summary);
        spec.commandLine().getOut().println("log: " + log.file());
        return summary.isGood() ? 0 : 1;
    }
}
