package dev.whence.demo.workshop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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

    /** Restores the files as they were handed out. What the participant has changed is saved beside. */
    void reset(Exercise exercise) throws IOException {
        Path folder = Files.createDirectories(of(exercise));
        for (Path original : exercise.handouts()) {
            Path own = own(folder, original);
            if (isChanged(original, own)) {
                Files.move(own, folder.resolve(own.getFileName() + SAVED), StandardCopyOption.REPLACE_EXISTING);
            }
            Files.copy(original, own, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    boolean isChanged(Exercise exercise) throws IOException {
        for (Path original : exercise.code()) {
            if (isChanged(original, own(of(exercise), original))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isChanged(Path original, Path own) throws IOException {
        return Files.exists(own) && Files.mismatch(original, own) >= 0;
    }

    private static Path own(Path folder, Path original) {
        return folder.resolve(original.getFileName().toString());
    }

    /** Returns the participant's code of an exercise. */
    List<Path> code(Exercise exercise) throws IOException {
        Path folder = of(exercise);
        List<Path> code = Files.isDirectory(folder)
                ? Exercise.list(folder).filter(Exercise::isCode).toList()
                : List.of();
        if (code.isEmpty()) {
            throw new IOException("exercise %d is not started: there is no code in %s. Type: workshop start %d"
                    .formatted(exercise.number(), folder, exercise.number()));
        }
        return code;
    }
}
