package dev.whence.demo;

import dev.whence.demo.clocks.MergedLog;
import dev.whence.demo.compare.Console;
import dev.whence.demo.jvm.Jdk;
import dev.whence.demo.jvm.Recording;
import dev.whence.demo.jvm.Recording.Logs;
import dev.whence.demo.load.OrderLoad;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command that merges the logs of two services whose clocks are five minutes apart. */
@Command(
        name = "clocks",
        mixinStandardHelpOptions = true,
        description = {
            "Merges the logs of a shop and of a gateway whose clock is five minutes slow.",
            "Sorted by timestamp, effects come before causes. Sorted by causal.hlc, none does."
        })
final class Clocks implements Callable<Integer> {
    private static final long FAILING_ORDER = 7781;
    private static final int SECONDS_BEHIND = 300;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        String agent = "-javaagent:" + options.agent() + "=quiet=true,trust=all";
        Jdk java = options.jdk();
        PrintWriter out = spec.commandLine().getOut();
        Logs logs = new Recording(java, options.folder())
                .make(
                        "clocks",
                        List.of(agent, service("shop")),
                        List.of(agent + ",clock.offset=-" + SECONDS_BEHIND, service("bank")),
                        List.of(),
                        List.of("--format", "json"));
        MergedLog merged = MergedLog.read(logs.shop(), logs.gateway());
        out.println("A shop and a gateway on Java %s; the gateway's clock is %d s slow. Order %d, merged:"
                .formatted(java.version(), SECONDS_BEHIND, FAILING_ORDER));
        merged.print(OrderLoad.correlation(FAILING_ORDER), Console.of(out));
        out.println("Logs: " + logs.shop());
        out.println("      " + logs.gateway());
        return merged.stampsFixOrder() ? 0 : 1;
    }

    /** The option that names the service in the lines of its log. */
    private static String service(String name) {
        return "-Dspring.application.name=" + name;
    }
}
