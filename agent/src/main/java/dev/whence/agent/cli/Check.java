package dev.whence.agent.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** The command {@code check}, which tells whether the hooks work on this JDK. */
@Command(
        name = "check",
        description = {
            "Starts a JVM with the agent, sends a real hop through each hook, and tells what works on this JDK.",
            "The exit code is 1 if anything does not."
        },
        mixinStandardHelpOptions = true)
final class Check implements Callable<Integer> {
    @ParentCommand
    private Commands parent;

    @Option(
            names = {"-cp", "--class-path"},
            paramLabel = "PATH",
            defaultValue = "",
            description = {
                "Jars and folders of your application, to check the hooks into its libraries as well: 'lib/*'.",
                "The jars inside of a Spring Boot jar must be unpacked: java -Djarmode=tools -jar app.jar extract"
            })
    private String classPath;

    @Option(
            names = "--hooks",
            paramLabel = "FILE",
            defaultValue = "",
            description = "Hooks of your own, as the option hooks=FILE of the agent takes them.")
    private String hooks;

    @Override
    public Integer call() throws IOException, InterruptedException {
        System.out.println(Version.of(parent.jar));
        return new CheckReport(parent.jar, classPath, hooks).print(System.out);
    }
}
