package dev.whence.agent.cli;

import dev.whence.log.cli.Logs;
import java.io.File;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** The entry of {@code java -jar whence-agent.jar}. */
public final class CommandLineEntry implements ToIntFunction<String[]> {
    private final File jar;

    /** For the agent's class loader, which loads this class by its name. */
    public CommandLineEntry(File jar) {
        this.jar = jar;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        CommandLine commands = new CommandLine(new Commands(jar));
        commands.setParameterExceptionHandler(new UsageError());
        commands.addSubcommand(Logs.commandLine());
        setVersion(commands);
        return commands.execute(arguments);
    }

    /** Gives every command the version that its option {@code --version} prints. */
    private void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(() -> new String[] {Version.of(jar)});
        command.getSubcommands().values().forEach(this::setVersion);
    }
}
