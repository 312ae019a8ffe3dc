package dev.whence.benchmarks;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/** Finds the jar of the benchmarks and the jars beside it. */
public final class Jars {
    private static final Path OWN = own();

    /** Returns the jar of the benchmarks. */
    public static Path benchmarks() {
        return OWN;
    }

    /** Returns the agent's jar in the folder of its own build. */
    static Path agent(String name) {
        return target().resolve("../../agent/target").resolve(name).normalize();
    }

    /** Returns the jar of a peer. It keeps its own file name, since the manifest of one peer refers to it. */
    public static Path peer(String name) throws IOException {
        Path folder = target().resolve("peers");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(folder, name + "-[0-9]*.jar")) {
                for (Path jar : jars) {
                    return jar;
                }
            }
        }
        return folder.resolve(name + ".jar");
    }

    private static Path target() {
        return Objects.requireNonNull(OWN.getParent());
    }

    private static Path own() {
        try {
            return Path.of(Jars.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toAbsolutePath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Jars() {}
}
