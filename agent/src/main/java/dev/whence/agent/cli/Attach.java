package dev.whence.agent.cli;

import dev.whence.agent.Options;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The command {@code attach}, which attaches the agent to a running JVM, or lists the JVMs. */
@Command(
        name = "attach",
        description = {
            "Attaches the agent to a running JVM. Without a PID, lists the JVMs that it can be attached to.",
            "Work that is submitted from then on is carried. The agent cannot be detached."
        },
        mixinStandardHelpOptions = true)
final class Attach implements Callable<Integer> {
    @ParentCommand
    private Commands parent;

    @Spec
    private CommandSpec spec;

    @Option(names = "--list", description = "Lists the JVMs of this user, and which of them have the agent.")
    private boolean list;

    @Parameters(index = "0", arity = "0..1", paramLabel = "PID", description = "The number of the JVM's process.")
    private @Nullable String pid;

    @Parameters(
            index = "1..*",
            paramLabel = "OPTIONS",
            description = "The agent's options as after -javaagent:whence-agent.jar=, for example trust=all,quiet=true")
    private List<String> options = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        try {
            checkModule();
            if (list || pid == null) {
                new JvmTable(System.out).print();
            } else {
                attach(pid, String.join(",", options));
            }
            return 0;
        } catch (NotAttached e) {
            spec.commandLine().getErr().println("whence: " + e.getMessage());
            return 1;
        }
    }

    /** Checks that this Java runtime can attach: one that was made for an application by jlink may lack the module. */
    static void checkModule() throws NotAttached {
        if (ModuleLayer.boot().findModule("jdk.attach").isEmpty()) {
            throw new NotAttached("this java, " + System.getProperty("java.home")
                    + ", has no module jdk.attach; run this command with the java of a JDK, of 17 or later");
        }
    }

    private void attach(String process, String arguments) throws IOException, NotAttached {
        List<String> faults = Options.faultsOf(arguments);
        if (!faults.isEmpty()) {
            throw new ParameterException(spec.commandLine(), String.join(System.lineSeparator() + "whence: ", faults));
        }
        new AttachReport(System.out).print(Target.of(process).load(parent.jar, arguments));
    }
}
