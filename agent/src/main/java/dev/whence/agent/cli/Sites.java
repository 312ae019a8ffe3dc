package dev.whence.agent.cli;

import dev.whence.log.cli.Output;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code sites}. */
@Command(
        name = "sites",
        description = {
            "Shows what the hops of each source line cost in a running JVM that has the agent, and whether each is worth it.",
            "Nothing is stopped for that, and nothing is printed there."
        },
        mixinStandardHelpOptions = true)
final class Sites implements Callable<Integer> {
    /** By what the source lines are sorted. */
    enum Order {
        hops,
        wait,
        run,
        failures
    }

    @Mixin
    private final Output output = new Output();

    @Mixin
    private final Selection selection = new Selection(20);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "PID", description = "The number of the JVM's process.")
    private String pid;

    @Option(names = "--json", description = "Prints JSON, for programs.")
    private boolean isJson;

    @Option(
            names = "--sort",
            paramLabel = "BY",
            defaultValue = "hops",
            description = "What comes first: ${COMPLETION-CANDIDATES}; of times, the p99. Default: ${DEFAULT-VALUE}.")
    private Order order;

    @Override
    public Integer call() throws IOException {
        selection.check();
        try {
            Attach.checkModule();
            LiveAnswer sites = new LiveConnection(Target.of(pid)).ask("sites", settings());
            if (isJson) {
                System.out.println(sites.json());
            } else {
                new SitesText(sites.tree(), output.screen(), System.out).print();
            }
            return 0;
        } catch (NotAttached e) {
            spec.commandLine().getErr().println("whence: " + e.getMessage());
            return 1;
        }
    }

    private Map<String, String> settings() {
        Map<String, String> settings = selection.settings();
        settings.put("sort", order.name());
        return settings;
    }
}
