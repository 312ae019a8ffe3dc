package dev.whence.demo.workshop;

import dev.whence.demo.jvm.DemoCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Where the participant's folders and the agent are. */
final class Place {
    private static final Path AGENT = Path.of("agent", "target", "whence-agent.jar");

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "your folder (default: demo-app/workshop, or workshop where there is no demo-app)")
    private @Nullable Path folder;

    @Option(
            names = "--agent",
            paramLabel = "JAR",
            scope = ScopeType.INHERIT,
            description = "the agent (default: agent/target/whence-agent.jar, or beside the jar of the demo)")
    private @Nullable Path agent;

    Folders folders() {
        if (folder != null) {
            return new Folders(folder);
        }
        Path module = Path.of("demo-app");
        return new Folders(Files.isDirectory(module) ? module.resolve("workshop") : Path.of("workshop"));
    }

    /**
     * Returns the agent.
     *
     * @throws IOException if it is nowhere
     */
    Path agent() throws IOException {
        if (agent != null) {
            return found(Stream.of(agent));
        }
        Path jar = DemoCode.location().toAbsolutePath();
        return found(Stream.of(
                AGENT, jar.resolve("../../..").resolve(AGENT).normalize(), jar.resolveSibling(AGENT.getFileName())));
    }

    private static Path found(Stream<Path> candidates) throws IOException {
        List<Path> all = candidates.toList();
        return all.stream()
                .filter(Files::isRegularFile)
                .findFirst()
                .map(Path::toAbsolutePath)
                .orElseThrow(() -> new IOException("there is no agent at " + all.get(0)
                        + ". Build it with: mvn -DskipTests package (or give --agent)"));
    }
}
