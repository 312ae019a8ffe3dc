package dev.whence.demo;

import dev.whence.demo.jvm.GatewayProcess;
import dev.whence.demo.load.Customers;
import dev.whence.demo.load.LoadCheck;
import dev.whence.demo.load.LoadSummary;
import dev.whence.demo.load.OrderLoad;
import dev.whence.demo.log.LogFile;
import dev.whence.demo.log.LogFile.Format;
import dev.whence.demo.shop.Shop;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that sends a heavy load and checks that no log line is lost, duplicated or in a wrong correlation. */
@Command(
        name = "check-load",
        mixinStandardHelpOptions = true,
        description = {
            "Sends 10 000 orders, 256 at once, and checks every line of the logs of both JVMs.",
            "Each line must exist once, in the correlation of its order. Without the agent the check fails."
        })
final class CheckLoad implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private LoadOptions options = new LoadOptions(10_000, 256);

    @Mixin
    private LogOptions log = new LogOptions("check-load.log", Format.orders);

    @Override
    public Integer call() throws Exception {
        OrderLoad load = options.load();
        LoadSummary summary;
        try (LogFile file = log.open();
                GatewayProcess gateway = GatewayProcess.startLikeThisJvm(log.gatewayArguments());
                Shop shop = Shop.open(0, gateway.uri())) {
            summary = new Customers(shop.orders()).send(load);
        }
        return report(summary, LoadCheck.of(load, log.file(), log.gatewayFile()));
    }

    private int report(LoadSummary summary, LoadCheck check) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(summary);
        out.println(check);
        out.println("logs: " + log.file());
        out.println("      " + log.gatewayFile());
        boolean good = summary.isGood() && summary.isCorrelated() && check.isGood();
        out.println(good ? "PASSED" : "FAILED");
        return good ? 0 : 1;
    }
}
