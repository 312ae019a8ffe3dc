package dev.whence.agent.cli;

import java.io.File;
import java.util.function.ToIntFunction;
import picocli.CommandLine;

/** What {@code java -jar whence-agent.jar} runs. */
public final class CommandLineEntry implements ToIntFunction<String[]> {
    private final File jar;

    /** For the agent's class loader, which loads this class by its name. */
    public CommandLineEntry(File jar) {
        this.jar = jar;
    }

    @Override
    public int applyAsInt(String[] arguments) {
        CommandLine commands = new CommandLine(new Commands(jar));
        setVersion(commands);
        return commands.setParameterExceptionHandler(new UsageError()).execute(arguments);
    }

    /** Every command has the option that prints it. */
    private void setVersion(CommandLine command) {
        command.getCommandSpec().versionProvider(() -> new String[] {Version.of(jar)});
        command.getSubcommands().values().forEach(this::setVersion);
    }
}
