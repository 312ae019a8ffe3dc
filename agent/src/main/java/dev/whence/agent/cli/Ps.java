package dev.whence.agent.cli;

import dev.whence.log.cli.Output;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ps}, which lists the JVMs that have the agent. */
@Command(
        name = "ps",
        description = "Lists the JVMs of this user that have the agent, with its version, its hooks and the uptime.",
        mixinStandardHelpOptions = true)
final class Ps implements Callable<Integer> {
    @Mixin
    private final Output output = new Output();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Attach.checkModule();
            new AgentTable(output.screen(), System.out).print();
            return 0;
        } catch (NotAttached e) {
            spec.commandLine().getErr().println("whence: " + e.getMessage());
            return 1;
        }
    }
}
