package dev.whence.log.sql;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Driver;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds DuckDB's driver: on the class path, beside the jar of this program, or in the local repository of Maven. Of
 * several releases it takes the newest.
 */
final class DriverSearch {
    private static final String DRIVER = "org.duckdb.DuckDBDriver";
    private static final String COORDINATES = "org.duckdb:duckdb_jdbc";
    private static final Pattern JAR = Pattern.compile("duckdb_jdbc-(\\d{1,9}(?:\\.\\d{1,9})*)\\.jar");

    /** Returns the driver in a jar, or that which is found. */
    static Driver find(@Nullable Path given) {
        ClassLoader own = DriverSearch.class.getClassLoader();
        if (given != null) {
            return load(given, own);
        }
        try {
            return newDriver(own);
        } catch (ClassNotFoundException elsewhere) {
            return load(jar(), own);
        }
    }

    private static Driver load(Path jar, ClassLoader parent) {
        try {
            if (!Files.isReadable(jar)) {
                throw new SqlFailure("there is no such file: " + jar);
            }
            // Never closed: the classes are used to the end.
            return newDriver(new URLClassLoader(new URL[] {jar.toUri().toURL()}, parent));
        } catch (ClassNotFoundException e) {
            throw new SqlFailure(jar + " does not contain " + DRIVER + ", as " + COORDINATES + " does");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Driver newDriver(ClassLoader loader) throws ClassNotFoundException {
        try {
            return Class.forName(DRIVER, true, loader)
                    .asSubclass(Driver.class)
                    .getConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw e;
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new SqlFailure("DuckDB cannot be used on this machine: " + cause);
        }
    }

    private static Path jar() {
        List<Path> found = new ArrayList<>();
        Set<Path> beside = besideJars();
        beside.forEach(folder -> addJars(folder, found));
        Path repository = repository().resolve("org/duckdb/duckdb_jdbc");
        if (found.isEmpty()) {
            subfolders(repository).forEach(release -> addJars(release, found));
        }
        return found.stream()
                .max(Comparator.comparing(DriverSearch::release, Arrays::compare))
                .orElseThrow(() -> new SqlFailure("there is no driver of DuckDB, a jar of 80 MB: Maven's " + COORDINATES
                        + ". It was looked for on the class path, as duckdb_jdbc-*.jar in " + beside + ", and in "
                        + repository + "; --driver names it"));
    }

    /** Returns the folders of the jars of the class path, of which one is this program's. */
    private static Set<Path> besideJars() {
        Set<Path> folders = new LinkedHashSet<>();
        Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(System.getProperty("java.class.path", ""))
                .filter(entry -> entry.endsWith(".jar"))
                .map(entry -> Path.of(entry).toAbsolutePath().getParent())
                .forEach(folders::add);
        return folders;
    }

    private static Path repository() {
        String set = System.getProperty("maven.repo.local");
        return set == null ? Path.of(System.getProperty("user.home"), ".m2", "repository") : Path.of(set);
    }

    private static List<Path> subfolders(Path folder) {
        return list(folder).stream().filter(Files::isDirectory).toList();
    }

    private static void addJars(Path folder, List<Path> jars) {
        list(folder).stream()
                .filter(file -> JAR.matcher(file.getFileName().toString()).matches())
                .forEach(jars::add);
    }

    private static List<Path> list(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> list = new ArrayList<>();
            entries.forEach(list::add);
            return list;
        } catch (IOException nothingThere) {
            return List.of();
        }
    }

    private static int[] release(Path jar) {
        Matcher name = JAR.matcher(jar.getFileName().toString());
        return name.matches()
                ? Pattern.compile("\\.")
                        .splitAsStream(name.group(1))
                        .mapToInt(Integer::parseInt)
                        .toArray()
                : new int[0];
    }

    private DriverSearch() {}
}
