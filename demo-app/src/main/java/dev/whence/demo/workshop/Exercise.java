package dev.whence.demo.workshop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An exercise as it is handed out.
 *
 * @param number its number, from 1
 * @param name the name of its folder
 * @param source the folder with what the participant gets, and with the folder {@code answer}
 */
record Exercise(int number, String name, Path source) {
    static final String README = "README.md";
    private static final String SOLUTION = "solution.md";
    private static final String HINTS = "hints.md";
    private static final String CHECK = "Check.java";

    /** Returns the first line of its text, without the marks of Markdown. */
    String title() {
        return text(source.resolve(README)).lines().findFirst().orElse(name).replaceFirst("^#+\\s*\\d*\\.?\\s*", "");
    }

    String readme() {
        return text(source.resolve(README));
    }

    /** Returns the files that the participant gets. */
    List<Path> handouts() {
        return list(source).filter(Files::isRegularFile).toList();
    }

    /** Returns the files of code among them. */
    List<Path> code() {
        return handouts().stream().filter(Exercise::isCode).toList();
    }

    Path check() {
        return answer(CHECK);
    }

    /** Returns the hints, each with its heading. */
    List<String> hints() {
        return Stream.of(text(answer(HINTS)).split("(?m)^(?=## )"))
                .map(String::strip)
                .filter(hint -> hint.startsWith("## "))
                .toList();
    }

    String solutionText() {
        return text(answer(SOLUTION));
    }

    /** Returns the files of code that are repaired. */
    List<Path> solution() {
        return list(source.resolve("answer"))
                .filter(file -> isCode(file) && !file.equals(check()))
                .toList();
    }

    /** Returns the name of the class of its tests, if the exercise is about a test. */
    Optional<String> testClass() {
        return code().stream().map(Exercise::className).filter(Exercise::isTest).findFirst();
    }

    /** Returns the name of the class with the main method, of those that are to be repaired. */
    String mainClass() {
        return solution().stream()
                .filter(file -> text(file).contains("static void main("))
                .map(Exercise::className)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " has no main method"));
    }

    static boolean isCode(Path file) {
        return file.getFileName().toString().endsWith(".java");
    }

    static String className(Path file) {
        return file.getFileName().toString().replace(".java", "");
    }

    static boolean isTest(String className) {
        return className.endsWith("Test");
    }

    private Path answer(String file) {
        return source.resolve("answer").resolve(file);
    }

    static Stream<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
