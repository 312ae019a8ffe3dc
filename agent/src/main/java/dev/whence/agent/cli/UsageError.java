package dev.whence.agent.cli;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The message for a wrong command line: one line that says what would be right, and not the whole help. */
final class UsageError implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        CommandSpec command = e.getCommandLine().getCommandSpec();
        String message = e instanceof UnmatchedArgumentException unmatched
                ? unmatched(unmatched.getUnmatched().get(0), command)
                : e.getMessage();
        e.getCommandLine().getErr().println("whence: " + message);
        return CommandLine.ExitCode.USAGE;
    }

    private static String unmatched(String argument, CommandSpec command) {
        String name = command.parent() == null ? "" : " of " + command.name();
        if (argument.startsWith("-")) {
            return "there is no option '" + argument + "'" + name + "; the options are " + options(command);
        }
        return command.parent() == null
                ? "there is no command '" + argument + "'; the commands are " + commands(command)
                : "unexpected argument '" + argument + "'; " + command.name() + " --help shows what it takes";
    }

    private static String options(CommandSpec command) {
        return join(command.options().stream().map(option -> option.longestName()));
    }

    /** Returns the names of the commands, without the hidden ones. */
    static String commands(CommandSpec all) {
        return join(all.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .filter(command -> !command.usageMessage().hidden())
                .map(CommandSpec::name));
    }

    private static String join(Stream<String> names) {
        return names.distinct().collect(Collectors.joining(", "));
    }
}
