package dev.whence.demo;

import dev.whence.demo.compare.Comparison;
import dev.whence.demo.compare.Console;
import dev.whence.demo.compare.Jdk;
import dev.whence.demo.compare.Recording;
import dev.whence.demo.load.OrderLoad;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The main story: one order fails, and two runs of the same program tell what happened. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Start here: the same load, run without and with the agent, side by side.",
            "What do the two logs tell about the one order that fails: its lines, its stack trace?"
        })
final class Compare implements Callable<Integer> {
    private static final long FAILING_ORDER = 7781;
    private static final int REQUESTS = 48;
    private static final int IN_FLIGHT = 12;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent (agent/target/whence-agent.jar)")
    private Path agent = Path.of(System.getProperty("whence.agent", "agent/target/whence-agent.jar"));

    @Option(names = "--jdk", paramLabel = "DIR", description = "the JDK for both runs (the newest on this machine)")
    private Path jdk = Path.of("");

    @Option(names = "--dir", paramLabel = "DIR", description = "where the logs go (target/demo)")
    private Path folder = Path.of("target", "demo");

    @Override
    public Integer call() throws Exception {
        requireAgent();
        Jdk java = jdk();
        PrintWriter out = spec.commandLine().getOut();
        out.println("The same %d orders, %d at once, twice on Java %s. Order %d fails."
                .formatted(REQUESTS, IN_FLIGHT, java.version(), FAILING_ORDER));
        Recording recording = new Recording(java, folder);
        List<String> load = List.of("--requests", "" + REQUESTS, "--in-flight", "" + IN_FLIGHT);
        Path without = recording.make("without", List.of(), load);
        Path with = recording.make("with", List.of("-javaagent:" + agent.toAbsolutePath()), load);
        Comparison.of(OrderLoad.correlation(FAILING_ORDER), without, with).print(Console.of(out));
        out.println("Logs:  " + without);
        out.println("       " + with);
        return 0;
    }

    private void requireAgent() {
        if (!Files.isRegularFile(agent)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no agent at " + agent + ". Build it with: mvn -DskipTests package (or give --agent)");
        }
    }

    private Jdk jdk() {
        return jdk.toString().isEmpty()
                ? Jdk.newest()
                : Jdk.at(jdk)
                        .orElseThrow(() ->
                                new ParameterException(spec.commandLine(), "there is no JDK 17 or newer at " + jdk));
    }
}
