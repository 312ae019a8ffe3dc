package dev.whence.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A bug of the catalogue.
 *
 * @param name the package of its two programs
 * @param bug what the program with the bug tells about itself
 * @param broken the source lines of the program with the bug
 * @param mended the source lines of the program without it
 */
record Entry(String name, Bug bug, List<String> broken, List<String> mended) {
    static final String MARK = "// the bug";
    private static final Path SOURCES =
            Path.of(System.getProperty("whence.catalogue", "")).resolve("dev/whence/catalogue");
    private static final String ONLY = System.getProperty("whence.catalogue.only", ".*");

    /** Returns the bugs in the order of the page. */
    static List<Entry> all() {
        try (Stream<Path> folders = Files.list(SOURCES)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> of(folder.getFileName().toString()))
                    .filter(entry -> entry.name().matches(ONLY))
                    .sorted(Comparator.comparing((Entry entry) -> entry.bug().kind())
                            .thenComparing(entry -> entry.bug().tool())
                            .thenComparing(Entry::name))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether these are all bugs, and not some that were asked for. */
    static boolean isWhole() {
        return ONLY.equals(".*");
    }

    private static Entry of(String name) {
        try {
            Bug bug = Class.forName(main(name, "Broken")).getAnnotation(Bug.class);
            return new Entry(name, Objects.requireNonNull(bug, name), source(name, "Broken"), source(name, "Mended"));
        } catch (ClassNotFoundException | IOException e) {
            throw new IllegalStateException(name, e);
        }
    }

    private static List<String> source(String name, String program) throws IOException {
        return Files.readAllLines(SOURCES.resolve(name).resolve(program + ".java"));
    }

    String brokenMain() {
        return main(name, "Broken");
    }

    String mendedMain() {
        return main(name, "Mended");
    }

    private static String main(String name, String program) {
        return "dev.whence.catalogue." + name + "." + program;
    }

    /** How stack traces and all else name the line that has the bug. */
    String place() {
        for (int i = 0; i < broken.size(); i++) {
            if (broken.get(i).contains(MARK)) {
                return "(Broken.java:" + (i + 1) + ")";
            }
        }
        throw new IllegalStateException(name + " has no line with " + MARK);
    }

    /** The line that has the bug, without the comment. */
    String code() {
        String line =
                broken.stream().filter(text -> text.contains(MARK)).findFirst().orElseThrow();
        return line.substring(0, line.indexOf(MARK)).strip();
    }

    boolean isOn(int feature) {
        return bug.since() <= feature && feature <= bug.until();
    }

    @Override
    public String toString() {
        return name;
    }
}
