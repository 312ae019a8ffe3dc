package dev.whence.agent.cli;

import java.io.File;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The main command, with all others as its subcommands. */
@Command(
        name = "java -jar whence-agent.jar",
        description = "Attach the agent with: java -javaagent:whence-agent.jar -jar your-service.jar",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {
            Attach.class,
            Check.class,
            Dump.class,
            Probe.class,
            Ps.class,
            SetOptions.class,
            Sites.class,
            Version.class,
            HelpCommand.class
        })
final class Commands implements Callable<Integer> {
    final File jar;

    @Spec
    private CommandSpec spec;

    Commands(File jar) {
        this.jar = jar;
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
