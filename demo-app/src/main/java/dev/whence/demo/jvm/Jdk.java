package dev.whence.demo.jvm;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK on this machine, of version 17 or newer. */
public record Jdk(Path home, Runtime.Version version) {
    private static final int OLDEST = 17;

    /** Returns the newest JDK on this machine. */
    public static Jdk newest() {
        return installed()
                .max(Comparator.comparing(Jdk::version))
                .orElseGet(() -> new Jdk(Path.of(System.getProperty("java.home")), Runtime.version()));
    }

    /** Returns the JDKs on this machine. The same JDK may occur twice. */
    public static Stream<Jdk> installed() {
        return candidates().flatMap(home -> at(home).stream());
    }

    /** Returns the JDK in a folder, if there is one of version 17 or newer. */
    public static Optional<Jdk> at(Path home) {
        Properties release = new Properties();
        try (Reader reader = Files.newBufferedReader(home.resolve("release"))) {
            release.load(reader);
            String version = release.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(new Jdk(home, Runtime.Version.parse(version))).filter(Jdk::isUsable);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean isUsable() {
        return version.feature() >= OLDEST && Files.isExecutable(java());
    }

    /** Returns the path of the {@code java} launcher. */
    public Path java() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        return home.resolve("bin").resolve(windows ? "java.exe" : "java");
    }

    private static Stream<Path> candidates() {
        Stream<Path> named = Stream.of(System.getProperty("java.home"), System.getenv("JAVA_HOME"))
                .flatMap(Stream::ofNullable)
                .map(Path::of);
        return Stream.concat(named, folders().flatMap(Jdk::children).flatMap(Jdk::homes));
    }

    private static Stream<Path> folders() {
        Path user = Path.of(System.getProperty("user.home"));
        Stream<Path> own = Stream.of(".sdkman/candidates/java", ".jdks", "Library/Java/JavaVirtualMachines")
                .map(user::resolve);
        Stream<Path> shared = Stream.of(
                        "/usr/lib/jvm",
                        "/usr/java",
                        "/opt/java",
                        "/Library/Java/JavaVirtualMachines",
                        "C:\\Program Files\\Java",
                        "C:\\Program Files\\Eclipse Adoptium",
                        "C:\\Program Files\\Microsoft",
                        "C:\\Program Files\\Amazon Corretto",
                        "C:\\Program Files\\Zulu")
                .map(Path::of);
        return Stream.concat(own, shared);
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList().stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    /** Returns the possible homes in a folder. On macOS the home is inside a bundle. */
    private static Stream<Path> homes(Path folder) {
        return List.of(folder, folder.resolve("Contents").resolve("Home")).stream();
    }
}
