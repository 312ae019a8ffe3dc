package dev.whence.demo;

import dev.whence.demo.compare.Console;
import dev.whence.demo.workshop.Workshop;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The main class of the demo. Without a command it lists all commands. */
@Command(
        name = "whence-demo",
        mixinStandardHelpOptions = true,
        version = "whence-demo 0.1",
        subcommands = {
            Compare.class,
            Clocks.class,
            Market.class,
            Serve.class,
            Load.class,
            CheckLoad.class,
            Gateway.class,
            Workshop.class
        })
public final class Demo implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Runs a command. The exit code is 0 on success, 1 on failure and 2 if the arguments are not valid. */
    public static void main(String[] args) {
        System.exit(commandLine().execute(args));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Demo())
                .setOut(Console.stdout())
                .setUsageHelpWidth(Console.WIDTH)
                .setParameterExceptionHandler(Demo::explainMistake)
                .setExecutionExceptionHandler(Demo::explainFailure);
    }

    @Override
    public void run() {
        PrintWriter out = spec.commandLine().getOut();
        out.println("The commands of the demo, a small shop that runs without and with Whence:");
        spec.subcommands().forEach((name, command) -> {
            out.println();
            out.println("  java -jar demo-app/target/whence-demo.jar " + name);
            for (String line : command.getCommandSpec().usageMessage().description()) {
                out.println("      " + line);
            }
        });
        out.println();
        out.println("Each command has the option --help.");
    }

    private static int explainMistake(ParameterException mistake, String[] args) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + mistake.getMessage());
        command.usage(command.getErr());
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int explainFailure(Exception failure, CommandLine command, ParseResult parsed) {
        String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
        command.getErr().println(command.getCommandSpec().qualifiedName() + ": " + reason);
        return command.getCommandSpec().exitCodeOnExecutionException();
    }
}
