package dev.whence.demo.workshop;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Shows that the check of an exercise tells right from wrong here: it fails with the code as it is handed out, and passes
 * with the solution.
 */
final class Proof {
    private final Checker checker;

    Proof(Checker checker) {
        this.checker = checker;
    }

    /** Returns what is wrong with an exercise, or that it is well. */
    Outcome of(Exercise exercise) throws IOException, InterruptedException {
        Outcome before = checker.check(exercise, exercise.code());
        Outcome after = checker.check(exercise, solved(exercise));
        String what = exercise.number() + " " + exercise.title();
        if (before.isPassed()) {
            return Outcome.failed(what + ": the check passes, although nothing is repaired", List.of());
        }
        return after.isPassed()
                ? new Outcome(true, List.of(Outcome.HOLDS + what))
                : Outcome.failed(what + ": the check fails with the solution", after.lines());
    }

    /** Returns the files of the solution, and those that it leaves as they are. */
    private static List<Path> solved(Exercise exercise) {
        List<Path> files = new ArrayList<>(exercise.solution());
        List<String> names = files.stream().map(Exercise::className).toList();
        exercise.code().stream()
                .filter(file -> !names.contains(Exercise.className(file)))
                .forEach(files::add);
        return files;
    }
}
