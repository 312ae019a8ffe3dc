package dev.whence.agent.attached.harness;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JDKs to test on: those that the system property {@code whence.jdks} names, else one of each feature version that is
 * installed. It names them by their feature version ("17,25"), by more of their version where several have that ("17.0.15"),
 * or by their home.
 */
public final class Jdks {
    private static final int OLDEST = 17;

    /** Ordered by version, never empty. */
    public static Collection<Jdk> toTest() {
        String wanted = System.getProperty("whence.jdks", "").strip();
        if (wanted.isEmpty()) {
            return onePerFeature();
        }
        return Arrays.stream(wanted.split("\\s*,\\s*")).map(Jdks::wanted).toList();
    }

    /** The last of the JDKs to test on, for what need not run on each of them. */
    public static Jdk newest() {
        List<Jdk> jdks = List.copyOf(toTest());
        return jdks.get(jdks.size() - 1);
    }

    /** The JDK for one of several variants of a test. Each variant runs on one JDK, and each JDK gets some of them. */
    public static Jdk inTurn(int variant) {
        List<Jdk> jdks = List.copyOf(toTest());
        return jdks.get(variant % jdks.size());
    }

    /** All that are installed, in the order of preference, each once. */
    public static Collection<Jdk> all() {
        return candidates().stream()
                .flatMap(home -> Jdk.at(home).stream())
                .filter(jdk -> jdk.feature() >= OLDEST)
                .distinct()
                .toList();
    }

    private static Collection<Jdk> onePerFeature() {
        NavigableMap<Integer, Jdk> byFeature = new TreeMap<>();
        for (Jdk jdk : all()) {
            byFeature.putIfAbsent(jdk.feature(), jdk);
        }
        return byFeature.values();
    }

    private static Jdk wanted(String name) {
        if (name.contains(File.separator)) {
            return Jdk.at(Path.of(name))
                    .orElseThrow(() -> new IllegalStateException("whence.jdks: there is no JDK at " + name));
        }
        return all().stream()
                .filter(jdk -> jdk.version().equals(name) || jdk.version().startsWith(name + "."))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("whence.jdks asks for JDK " + name + ", found only "
                        + all()
                        + "; run .ci/jdks, or set JAVA_HOME_" + name + "_X64 or ~/.m2/toolchains.xml. Looked in "
                        + candidates()));
    }

    /** In the order of preference: what somebody chose comes before what merely lies about. */
    private static Set<Path> candidates() {
        Path user = Path.of(System.getProperty("user.home"));
        Set<Path> homes = new LinkedHashSet<>();
        homes.add(Path.of(System.getProperty("java.home")));
        homes.addAll(fromEnvironment());
        homes.addAll(fromToolchains(user.resolve(".m2/toolchains.xml")));
        homes.addAll(inside(Path.of("/usr/lib/jvm"), ""));
        homes.addAll(inside(Path.of("/opt/java"), ""));
        homes.addAll(inside(user.resolve(".sdkman/candidates/java"), ""));
        homes.addAll(inside(user.resolve(".jdks"), ""));
        homes.addAll(inside(Path.of("/Library/Java/JavaVirtualMachines"), "Contents/Home"));
        homes.addAll(inside(Path.of("C:\\Program Files\\Java"), ""));
        homes.addAll(inside(Path.of("C:\\Program Files\\Eclipse Adoptium"), ""));
        homes.addAll(inside(Path.of("C:\\Program Files\\Microsoft"), ""));
        return homes;
    }

    private static List<Path> fromEnvironment() {
        return System.getenv().entrySet().stream()
                .filter(variable -> variable.getKey().matches("JAVA_HOME(_\\d+_\\w+)?|JAVA_\\d+_HOME"))
                .sorted(Map.Entry.comparingByKey())
                .map(variable -> Path.of(variable.getValue()))
                .toList();
    }

    private static List<Path> fromToolchains(Path file) {
        if (!Files.isRegularFile(file)) {
            return List.of();
        }
        try {
            Matcher home = Pattern.compile("<jdkHome>\\s*(.+?)\\s*</jdkHome>").matcher(Files.readString(file));
            return home.results().map(match -> Path.of(match.group(1))).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> inside(Path parent, String below) {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        List<Path> homes = new ArrayList<>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent)) {
            folders.forEach(folder -> homes.add(folder.resolve(below)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        homes.sort(null);
        return homes;
    }

    private Jdks() {}
}
