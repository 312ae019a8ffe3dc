package dev.whence.agent.cli;

import java.io.File;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The commands of the agent's jar. */
@Command(
        name = "java -jar whence-agent.jar",
        description = "Attach the agent with: java -javaagent:whence-agent.jar -jar your-service.jar",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            Attach.class,
            Commands.Check.class,
            Commands.Probe.class,
            Commands.Version.class,
            HelpCommand.class
        })
final class Commands implements Runnable {
    final File jar;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli reads it.
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Prints this text.")
    private boolean help;

    Commands(File jar) {
        this.jar = jar;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing: attach, check, version or help");
    }

    /** Tells whether the hooks work on this JDK. */
    @Command(name = "check", description = "Starts a JVM with the agent and sends a real hop through each hook.")
    static final class Check implements Callable<Integer> {
        @ParentCommand
        private Commands parent;

        @Override
        public Integer call() throws IOException, InterruptedException {
            return new CheckReport(parent.jar).print(System.out);
        }
    }

    /** The part of the check that runs with the agent attached. */
    @Command(name = "probe", hidden = true)
    static final class Probe implements Runnable {
        @Override
        public void run() {
            SelfCheck.run(System.out);
        }
    }

    /** Prints the version. */
    @Command(name = "version", description = "Prints the version of the agent and of the JDK that runs it.")
    static final class Version implements Callable<Integer> {
        @ParentCommand
        private Commands parent;

        @Override
        public Integer call() throws IOException {
            System.out.println("whence " + CheckReport.version(parent.jar) + ", JDK " + Runtime.version());
            return 0;
        }
    }
}
