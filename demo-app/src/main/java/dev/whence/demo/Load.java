package dev.whence.demo;

import dev.whence.demo.load.Customers;
import dev.whence.demo.load.LoadSummary;
import dev.whence.demo.log.LogFile;
import dev.whence.demo.shop.Shop;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A fixed load against a shop in this JVM. */
@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = {
            "Sends 48 orders, 12 at once, to a shop in this JVM, and sums up the answers.",
            "Order 7781 fails. See the log: without the agent, then with it."
        })
final class Load implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LoadOptions options = new LoadOptions(48, 12, "load.log");

    @Override
    public Integer call() throws Exception {
        Path log = options.log();
        LoadSummary summary;
        try (LogFile file = LogFile.plain(log);
                Shop shop = Shop.open(0)) {
            summary = new Customers(shop.orders()).send(options.load());
        }
        spec.commandLine().getOut().println(summary);
        spec.commandLine().getOut().println("log: " + log);
        return summary.isGood() ? 0 : 1;
    }
}
