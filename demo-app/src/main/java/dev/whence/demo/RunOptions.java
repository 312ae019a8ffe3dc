package dev.whence.demo;

import dev.whence.demo.jvm.Jdk;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of commands that start other JVMs. */
final class RunOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--agent", paramLabel = "JAR", description = "the agent (default: agent/target/whence-agent.jar)")
    private Path agent = Path.of(System.getProperty("whence.agent", "agent/target/whence-agent.jar"));

    @Option(names = "--jdk", paramLabel = "DIR", description = "the JDK (default: the newest on this machine)")
    private Path jdk = Path.of("");

    @Option(names = "--dir", paramLabel = "DIR", description = "the folder of the logs (default: target/demo)")
    private Path folder = Path.of("target", "demo");

    /**
     * Returns the absolute path of the agent.
     *
     * @throws ParameterException if there is no such file
     */
    String agent() {
        if (!Files.isRegularFile(agent)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "there is no agent at " + agent + ". Build it with: mvn -DskipTests package (or give --agent)");
        }
        return agent.toAbsolutePath().toString();
    }

    /**
     * Returns the JDK.
     *
     * @throws ParameterException if there is no JDK 17 or newer at that path
     */
    Jdk jdk() {
        return jdk.toString().isEmpty()
                ? Jdk.newest()
                : Jdk.at(jdk)
                        .orElseThrow(() ->
                                new ParameterException(spec.commandLine(), "there is no JDK 17 or newer at " + jdk));
    }

    Path folder() {
        return folder;
    }
}
