package dev.whence.demo.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** The folders that a participant works in: one for each exercise that was started. */
final class Folders {
    private static final String SAVED = ".saved";

    private final Path root;

    Folders(Path root) {
        this.root = root;
    }

    Path root() {
        return root;
    }

    Path of(Exercise exercise) {
        return root.resolve(exercise.name());
    }

    /** Hands out those files that the participant does not have. */
    void start(Exercise exercise) throws IOException {
        Path folder = Files.createDirectories(of(exercise));
        for (Path original : exercise.handouts()) {
            Path own = own(folder, original);
            if (Files.notExists(own)) {
                Files.copy(original, own);
            }
        }
    }

    boolean isStarted(Exercise exercise) {
        return !present(exercise).isEmpty();
    }

    /**
     * Restores the files as they were handed out. What the participant has changed is kept in files beside, whose names
     * are returned.
     */
    List<String> reset(Exercise exercise) throws IOException {
        Path folder = Files.createDirectories(of(exercise));
        List<String> saved = new ArrayList<>();
        for (Path original : exercise.handouts()) {
            Path own = own(folder, original);
            if (isChanged(original, own)) {
                Path kept = unused(own + SAVED);
                Files.move(own, kept);
                saved.add(kept.getFileName().toString());
            }
            Files.copy(original, own, StandardCopyOption.REPLACE_EXISTING);
        }
        return saved;
    }

    /** Returns the file with that name, or with a number after it if there is one already. */
    private static Path unused(String name) {
        Path file = Path.of(name);
        for (int i = 2; Files.exists(file); i++) {
            file = Path.of(name + i);
        }
        return file;
    }

    private static boolean isChanged(Path original, Path own) throws IOException {
        return Files.exists(own) && Files.mismatch(original, own) >= 0;
    }

    private static Path own(Path folder, Path original) {
        return folder.resolve(original.getFileName().toString());
    }

    /** Returns the participant's code of an exercise. */
    List<Path> code(Exercise exercise) throws IOException {
        List<Path> code = present(exercise);
        if (code.isEmpty()) {
            throw new IOException("exercise %d is not started: there is no code in %s. Type: workshop start %d"
                    .formatted(exercise.number(), of(exercise), exercise.number()));
        }
        return code;
    }

    private List<Path> present(Exercise exercise) {
        Path folder = of(exercise);
        return Files.isDirectory(folder)
                ? Exercise.list(folder).filter(Exercise::isCode).toList()
                : List.of();
    }
}
