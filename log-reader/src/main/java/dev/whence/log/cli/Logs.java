package dev.whence.log.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
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
        subcommands = {
            Merge.class,
            Tree.class,
            Compare.class,
            Cone.Causes.class,
            Cone.Effects.class,
            Critical.class,
            Check.class,
            Grep.class,
            Stats.class,
            Sql.class,
            Diff.class,
            Export.class,
            Serve.class,
            HelpCommand.class
        })
public final class Logs implements Callable<Integer> {
    final OutputStream out;

    @Spec
    private CommandSpec spec;

    /** Creates commands that write to the standard output. */
    public Logs() {
        this(new FileOutputStream(FileDescriptor.out));
    }

    /** Creates commands that write to a stream. */
    Logs(OutputStream out) {
        this.out = new StandardOutput(out);
    }

    /** Returns a writer for the output, which must be flushed. */
    PrintWriter writer() {
        return new PrintWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    }

    /** Returns the commands, which write to the standard output. */
    public static CommandLine commandLine() {
        return commandLine(new Logs());
    }

    /** Returns the commands. */
    static CommandLine commandLine(Logs logs) {
        return new CommandLine(logs)
                .setParameterExceptionHandler(Logs::explainMistake)
                .setExecutionExceptionHandler(Logs::explainFailure)
                .setExecutionStrategy(Logs::execute)
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCode.USAGE;
    }

    private static int execute(ParseResult parsed) {
        try {
            return new CommandLine.RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            System.err.println("logs: there is not enough memory; java -Xmx4g gives it more");
            return ExitCode.UNREADABLE;
        }
    }

    private static int explainMistake(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        command.getErr()
                .println(command.getCommandSpec().name() + ": " + mistake.getMessage() + "; "
                        + command.getCommandSpec().name() + " --help shows what it takes");
        return ExitCode.USAGE;
    }

    private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
        if (failure instanceof StandardOutput.Closed) {
            return ExitCode.OK;
        }
        if (failure instanceof Arguments.Mistake mistake) {
            return explainMistake(new ParameterException(command, String.valueOf(mistake.getMessage())), new String[0]);
        }
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println(command.getCommandSpec().name() + ": " + reason);
        return ExitCode.UNREADABLE;
    }
}
