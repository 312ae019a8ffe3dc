package dev.whence.demo.workshop;

import dev.whence.log.view.Columns;
import dev.whence.log.view.Durations;
import dev.whence.log.view.Screen;
import dev.whence.log.view.Screen.Ink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** A participant's desk: what the commands do there, and what they say about it. */
final class Desk {
    private final Course course;
    private final Place place;
    private final Folders folders;
    private final Progress progress;
    private final Screen screen;
    private final Prose prose;

    Desk(Course course, Place place, Screen screen) {
        this.course = course;
        this.place = place;
        this.folders = place.folders();
        this.progress = new Progress(folders.root().resolve(".progress"));
        this.screen = screen;
        this.prose = new Prose(screen);
    }

    Folders folders() {
        return folders;
    }

    Screen screen() {
        return screen;
    }

    /** Returns the exercise that the participant is at. */
    Exercise current() throws IOException {
        return course.find(progress.current()).orElse(course.exercises().get(0));
    }

    /** Returns the exercise that comes next: the one that was begun, or the first that is not done. */
    Exercise next() throws IOException {
        if (!progress.current().isEmpty() && !progress.isDone(current())) {
            return current();
        }
        for (Exercise exercise : course.exercises()) {
            if (!progress.isDone(exercise)) {
                return exercise;
            }
        }
        return current();
    }

    List<String> list() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Exercise exercise : course.exercises()) {
            String line =
                    "%2d  %-22s %s".formatted(exercise.number(), exercise.name().substring(3), exercise.title());
            lines.add(mark(exercise) + " " + Columns.cut(line, screen.width() - 2, screen.isAscii()));
        }
        lines.add("");
        lines.add(done() + " Next: workshop start " + next().number());
        return lines;
    }

    private String mark(Exercise exercise) throws IOException {
        if (progress.isDone(exercise)) {
            return screen.ink(Ink.GREEN, screen.isAscii() ? "x" : "✔");
        }
        return exercise.name().equals(progress.current()) ? ">" : " ";
    }

    /** Returns how many exercises are done, as a sentence. */
    String done() throws IOException {
        int done = 0;
        for (Exercise exercise : course.exercises()) {
            done += progress.isDone(exercise) ? 1 : 0;
        }
        return done + " of " + course.exercises().size() + " done.";
    }

    List<String> start(Exercise exercise) throws IOException {
        boolean isAgain = folders.isStarted(exercise);
        folders.start(exercise);
        progress.current(exercise);
        List<String> lines = new ArrayList<>(prose.lines(exercise.readme()));
        lines.add("");
        lines.add("Open " + screen.ink(Ink.STRONG, folders.of(exercise).toString()) + ": " + files(exercise));
        if (isAgain) {
            lines.add("You have begun it before. Your code is unchanged.");
        }
        return lines;
    }

    private static String files(Exercise exercise) {
        return String.join(
                ", ",
                exercise.code().stream()
                        .map(file -> file.getFileName().toString())
                        .toList());
    }

    /** Checks the participant's code, says what the check has found, and notes it if the code is repaired. */
    Outcome check(Exercise exercise, Consumer<List<String>> say) throws IOException, InterruptedException {
        List<Path> code = folders.code(exercise);
        progress.current(exercise);
        long start = System.nanoTime();
        Outcome outcome = new Checker(place.agent()).check(exercise, code);
        String time = Durations.text((System.nanoTime() - start) / 1000);
        List<String> lines = new ArrayList<>();
        lines.add(screen.ink(Ink.STRONG, "Exercise " + exercise.number() + ": " + exercise.title()) + "  "
                + screen.ink(Ink.FAINT, time));
        lines.addAll(outcome.text(screen));
        if (outcome.isPassed()) {
            progress.done(exercise, true);
            lines.add(screen.ink(Ink.GREEN, "Repaired.") + " " + goOn(exercise));
        } else {
            lines.add("Not yet. " + screen.ink(Ink.FAINT, "For a hint: workshop hint"));
        }
        say.accept(lines);
        return outcome;
    }

    private String goOn(Exercise exercise) throws IOException {
        Optional<Exercise> next = course.after(exercise);
        String goesOn = next.isEmpty() || progress.isDone(next.get())
                ? "What is left: workshop list"
                : "To go on: workshop start " + next.get().number();
        return goesOn + ". Another way to repair it: workshop solution";
    }

    List<String> hint(Exercise exercise) throws IOException {
        List<String> hints = exercise.hints();
        int open = Math.min(progress.hints(exercise) + 1, hints.size());
        progress.hints(exercise, open);
        List<String> lines = new ArrayList<>();
        for (String hint : hints.subList(0, open)) {
            lines.addAll(prose.lines(hint));
            lines.add("");
        }
        lines.add(
                open == hints.size()
                        ? "These are all hints. workshop solution shows a solution."
                        : open + " of " + hints.size() + " hints are open.");
        return lines;
    }

    List<String> solution(Exercise exercise, boolean isApplied) throws IOException {
        List<String> lines = new ArrayList<>(prose.lines(exercise.solutionText()));
        for (Path file : exercise.solution()) {
            String name = file.getFileName().toString();
            lines.add("");
            lines.add(screen.ink(Ink.STRONG, name));
            lines.addAll(Difference.between(
                    Files.readAllLines(exercise.source().resolve(name)), Files.readAllLines(file), screen));
            if (isApplied) {
                folders.start(exercise);
                Files.copy(file, folders.of(exercise).resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        lines.add("");
        lines.add(isApplied ? "It is in your folder now." : "workshop solution --apply puts it into your folder.");
        return lines;
    }

    List<String> reset(Exercise exercise) throws IOException {
        List<String> saved = folders.reset(exercise);
        progress.done(exercise, false);
        progress.hints(exercise, 0);
        progress.current(exercise);
        return List.of("Exercise " + exercise.number() + " is as it was handed out. "
                + (saved.isEmpty()
                        ? "There was no code of yours to keep."
                        : "Your code is kept in " + String.join(", ", saved) + "."));
    }
}
