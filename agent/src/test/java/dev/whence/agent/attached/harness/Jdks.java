package dev.whence.agent.attached.harness;

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
import java.util.stream.Collectors;

/**
 * The JDKs to test on: those that the system property {@code whence.jdks} names by their feature version ("17,25"), else
 * one of each feature version that is installed.
 */
public final class Jdks {
    private static final int OLDEST = 17;

    /** Ordered by version, never empty. */
    public static Collection<Jdk> toTest() {
        Set<Path> homes = candidates();
        NavigableMap<Integer, Jdk> installed = installed(homes);
        String wanted = System.getProperty("whence.jdks", "").strip();
        if (wanted.isEmpty()) {
            return installed.values();
        }
        return Arrays.stream(wanted.split("\\s*,\\s*"))
                .map(feature -> wanted(feature, installed, homes))
                .collect(Collectors.toList());
    }

    private static Jdk wanted(String feature, NavigableMap<Integer, Jdk> installed, Set<Path> homes) {
        Jdk jdk = installed.get(Integer.valueOf(feature));
        if (jdk == null) {
            throw new IllegalStateException("whence.jdks asks for JDK " + feature + ", found only " + installed.values()
                    + "; set JAVA_HOME_" + feature + "_X64 or ~/.m2/toolchains.xml. Looked in " + homes);
        }
        return jdk;
    }

    private static NavigableMap<Integer, Jdk> installed(Set<Path> homes) {
        NavigableMap<Integer, Jdk> byFeature = new TreeMap<>();
        for (Path home : homes) {
            Jdk.at(home)
                    .filter(jdk -> jdk.feature() >= OLDEST)
                    .ifPresent(jdk -> byFeature.putIfAbsent(jdk.feature(), jdk));
        }
        return byFeature;
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
