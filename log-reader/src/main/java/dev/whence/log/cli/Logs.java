package dev.whence.log.cli;

import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The command {@code logs}, with all others as its subcommands. */
@Command(
        name = "logs",
        description = {
            "Reads logs whose lines tell what happened before what: of any number of services, rotated, compressed.",
            "Exit codes: 0 done, 1 the answer is no, 2 wrong arguments, 3 a file could not be read."
        },
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        versionProvider = LogsVersion.class,
        subcommands = {Merge.class, Tree.class, HelpCommand.class})
public final class Logs implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    /** Returns the commands. */
    static CommandLine commandLine(String name) {
        CommandLine commands = new CommandLine(new Logs());
        commands.setCommandName(name);
        commands.setOut(new PrintWriter(System.out, false, Charset.defaultCharset()));
        return configured(commands);
    }

    /** Sets how these commands report mistakes and failures. */
    public static CommandLine configured(CommandLine logs) {
        return logs.setParameterExceptionHandler(Logs::explainMistake)
                .setExecutionExceptionHandler(Logs::explainFailure)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    private static int explainMistake(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        command.getErr()
                .println(command.getCommandSpec().name() + ": " + mistake.getMessage() + "; "
                        + command.getCommandSpec().name() + " --help shows what it takes");
        return ExitCode.USAGE;
    }

    private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println(command.getCommandSpec().name() + ": " + reason);
        return ExitCode.UNREADABLE;
    }
}
