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
        return new CommandLine(new Commands(jar)).execute(arguments);
    }
}
