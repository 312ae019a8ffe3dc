package dev.whence.demo;

import dev.whence.demo.compare.Comparison;
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

/** The main command: it runs the same load twice, without and with the agent, and compares the logs. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Start here: runs the same load without and with the agent.",
            "Shows side by side what the two logs say about the one order that fails."
        })
final class Compare implements Callable<Integer> {
    private static final long FAILING_ORDER = 7781;
    private static final int REQUESTS = 48;
    private static final int IN_FLIGHT = 12;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private RunOptions options = new RunOptions();

    @Override
    public Integer call() throws Exception {
        String agent = options.agent();
        Jdk java = options.jdk();
        PrintWriter out = spec.commandLine().getOut();
        out.println("A shop and a gateway, each in its JVM: %d orders, %d at once, twice on Java %s. %d fails."
                .formatted(REQUESTS, IN_FLIGHT, java.version(), FAILING_ORDER));
        Recording recording = new Recording(java, options.folder());
        List<String> load = List.of("--requests", "" + REQUESTS, "--in-flight", "" + IN_FLIGHT);
        List<String> agentOption = List.of("-javaagent:" + agent);
        Logs without = recording.make("without", List.of(), List.of(), load, List.of());
        Logs with = recording.make("with", agentOption, agentOption, load, List.of());
        Comparison.of(OrderLoad.correlation(FAILING_ORDER), without, with).print(Console.of(out));
        out.println("Logs:  " + without.shop() + ", " + without.gateway().getFileName());
        out.println("       " + with.shop() + ", " + with.gateway().getFileName());
        return 0;
    }
}
