package dev.whence.agent.attached.harness;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/** An installed JDK. */
public record Jdk(Path home, int feature, String version) {

    /** The JDK in a folder, if there is one. */
    static Optional<Jdk> at(Path home) {
        Path release = home.resolve("release");
        if (!Files.isRegularFile(release) || !Files.exists(home.resolve("lib/modules"))) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
            return Optional.of(new Jdk(home.toRealPath(), feature(version), version));
        } catch (IOException e) {
            throw new UncheckedIOException(release.toString(), e);
        }
    }

    private static int feature(String version) {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }

    /** A program of this JDK, as {@code java} or {@code jcmd}. */
    public Path tool(String name) {
        return home.resolve("bin").resolve(File.separatorChar == '\\' ? name + ".exe" : name);
    }

    @Override
    public String toString() {
        return "JDK " + version;
    }
}
