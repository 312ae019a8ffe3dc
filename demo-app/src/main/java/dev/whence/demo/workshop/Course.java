package dev.whence.demo.workshop;

import dev.whence.demo.jvm.DemoCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All exercises, in their order. They are in the jar of the demo, so that nothing that a participant does changes them. */
final class Course {
    private final List<Exercise> exercises;

    private Course(List<Exercise> exercises) {
        this.exercises = exercises;
    }

    static Course open() {
        List<Exercise> exercises = new ArrayList<>();
        Exercise.list(root().resolve("workshop")).filter(Files::isDirectory).forEach(folder -> {
            String name = folder.getFileName().toString().replace("/", "");
            exercises.add(new Exercise(exercises.size() + 1, name, folder));
        });
        return new Course(List.copyOf(exercises));
    }

    private static Path root() {
        Path code = DemoCode.location();
        try {
            // It stays open until the process ends.
            return Files.isDirectory(code)
                    ? code
                    : FileSystems.newFileSystem(code).getPath("/");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Exercise> exercises() {
        return exercises;
    }

    /** Returns the exercise with a number, or whose name has a text. */
    Optional<Exercise> find(String wanted) {
        String text = wanted.toLowerCase(Locale.ROOT);
        return exercises.stream()
                .filter(exercise -> text.matches("0*" + exercise.number())
                        || (!text.matches("\\d*") && exercise.name().contains(text)))
                .findFirst();
    }

    Optional<Exercise> after(Exercise exercise) {
        return exercises.stream()
                .filter(other -> other.number() == exercise.number() + 1)
                .findFirst();
    }
}
