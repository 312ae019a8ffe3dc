package dev.whence.demo.workshop;

import dev.whence.log.view.Screen.Ink;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Checks an exercise each time that one of its files is saved. It asks for what has changed, since that works everywhere. */
final class Watch {
    private static final int MILLIS = 250;

    private final Desk desk;
    private final Course course;
    private final Consumer<List<String>> say;
    private final BlockingQueue<String> keys = new LinkedBlockingQueue<>();

    Watch(Desk desk, Course course, Consumer<List<String>> say) {
        this.desk = desk;
        this.course = course;
        this.say = say;
    }

    /** Watches an exercise, and those that the participant goes on to, until the participant ends it. */
    void run(Exercise first) throws IOException, InterruptedException {
        Thread reader = new Thread(this::readKeys, "keys");
        reader.setDaemon(true);
        reader.start();
        Exercise exercise = begin(first);
        Map<Path, String> seen = Map.of();
        boolean isDone = false;
        while (true) {
            Map<Path, String> now = contents(exercise);
            if (!now.equals(seen)) {
                seen = now;
                isDone = desk.check(exercise, say).isPassed();
                say.accept(List.of(keysText(isDone)));
            }
            @Nullable String key = keys.poll(MILLIS, TimeUnit.MILLISECONDS);
            if (key == null) {
                continue;
            }
            if (key.equals("q")) {
                return;
            }
            Optional<Exercise> next = key.equals("n") ? course.after(exercise) : Optional.empty();
            if (next.isPresent()) {
                exercise = begin(next.get());
                seen = Map.of();
            } else {
                answer(key, exercise);
                say.accept(List.of(keysText(isDone)));
            }
        }
    }

    private Exercise begin(Exercise exercise) throws IOException {
        say.accept(desk.start(exercise));
        say.accept(List.of(""));
        return exercise;
    }

    private void answer(String key, Exercise exercise) throws IOException {
        switch (key) {
            case "h" -> say.accept(desk.hint(exercise));
            case "l" -> say.accept(desk.list());
            case "s" -> say.accept(desk.solution(exercise, false));
            case "n" -> say.accept(List.of("This is the last exercise."));
            default -> {}
        }
    }

    private String keysText(boolean isDone) throws IOException {
        String text =
                desk.done() + "  h: hint  n: next  l: list  s: solution  q: quit, each with Enter. Saving checks.";
        return desk.screen().ink(isDone ? Ink.STRONG : Ink.FAINT, text);
    }

    private Map<Path, String> contents(Exercise exercise) throws IOException {
        Map<Path, String> contents = new TreeMap<>();
        for (Path file : desk.folders().code(exercise)) {
            try {
                contents.put(file, Files.readString(file));
            } catch (NoSuchFileException e) {
                // An editor is replacing it.
            }
        }
        return contents;
    }

    private void readKeys() {
        try (BufferedReader input = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))) {
            input.lines().forEach(line -> keys.add(line.strip()));
        } catch (IOException e) {
            // As at the end of the input: the participant ends the command by Ctrl-C.
        }
    }
}
