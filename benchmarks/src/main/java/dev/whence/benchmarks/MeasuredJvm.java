package dev.whence.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of all commands that select the measured JDK and the measured agent. */
public final class MeasuredJvm {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;

    @Option(names = "--java", paramLabel = "<home>", description = "The JDK to measure; default: the JDK of this JVM.")
    private Path java = Path.of(System.getProperty("java.home"));

    @Option(names = "--whence", paramLabel = "<jar>", description = "The agent; default: the agent in agent/target.")
    private @Nullable Path whence;

    /** Returns the command that starts the JVM. */
    public Path executable() {
        return java.resolve("bin/java");
    }

    /** Returns the agent's jar. */
    public Path agent() {
        return whence == null ? Jars.agent(Objects.requireNonNull(Subject.WHENCE.jar)) : whence;
    }

    /** Returns whether the JVM has virtual threads. */
    public boolean hasVirtualThreads() throws IOException {
        return Runtime.Version.parse(version()).feature() >= FIRST_WITH_VIRTUAL_THREADS;
    }

    /** Returns the JVM's version and the machine, for the head of a report. */
    public String describe() throws IOException {
        return "JDK " + version() + ", " + Runtime.getRuntime().availableProcessors() + " processors, "
                + System.getProperty("os.name") + " " + System.getProperty("os.arch");
    }

    private String version() throws IOException {
        for (String line : Files.readAllLines(java.resolve("release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.replaceAll("[^0-9.]", "");
            }
        }
        throw new IOException("No version in " + java.resolve("release"));
    }
}
