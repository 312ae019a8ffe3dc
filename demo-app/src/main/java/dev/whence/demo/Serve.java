package dev.whence.demo;

import dev.whence.demo.jvm.GatewayProcess;
import dev.whence.demo.shop.Shop;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command that runs the shop until it is interrupted. */
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        description = {
            "Runs shop and gateway, logs to the console, and prints curl commands to try.",
            "Start it without, then with -javaagent:agent/target/whence-agent.jar."
        })
final class Serve implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "the port, 0 for any free port (default: ${DEFAULT-VALUE})")
    private int port = 8080;

    @Mixin
    private GatewayOption gatewayOption = new GatewayOption();

    @Override
    public Integer call() throws Exception {
        GatewayProcess gateway = gatewayOption.open(List.of());
        Shop shop = Shop.open(port, gateway.uri());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> close(shop, gateway), "close"));
        explain(shop);
        Thread.currentThread().join();
        return 0;
    }

    private static void close(Shop shop, GatewayProcess gateway) {
        shop.close();
        gateway.close();
    }

    private void explain(Shop shop) {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The shop is open at " + shop.orders() + ". Place an order that is paid, and one that fails:");
        out.println(curl(shop, 7780, "4111-1111"));
        out.println(curl(shop, 7781, "declined"));
        out.println("  curl -s " + shop.orders() + "/7781");
        out.println("Ctrl-C closes it.");
        out.flush();
    }

    private static String curl(Shop shop, int id, String card) {
        return "  curl -s %s -H 'X-Correlation-ID: order-%d' -d '{\"id\":%d,\"item\":\"lamp\",\"quantity\":2,\"card\":\"%s\"}'"
                .formatted(shop.orders(), id, id, card);
    }
}
