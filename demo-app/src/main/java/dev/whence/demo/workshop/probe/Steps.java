package dev.whence.demo.workshop.probe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The steps of a check. What each has found is written to a file at once, so that it is known even if the next hangs. */
public final class Steps {
    private static final int FAILED = 1;
    private static final int MOST_FRAMES = 14;

    private final Path result;

    /** What the first thread of the participant's code that has ended with an exception has thrown. */
    private volatile List<String> uncaught = List.of();

    Steps(Path result) {
        this.result = result;
    }

    /** Called when a thread has ended with an exception, which may be why a step fails. */
    synchronized void uncaught(Thread thread, Throwable failure) {
        if (uncaught.isEmpty()) {
            List<String> lines =
                    new ArrayList<>(List.of("the thread " + thread.getName() + " has ended with an exception:"));
            lines.addAll(stack(failure));
            uncaught = lines;
        }
    }

    /** What a step does. It throws if the code is not repaired. */
    public interface Step {
        /** Tries the code. */
        void take() throws Exception;
    }

    /** Takes a step. The text says what holds if it passes. */
    public void step(String holds, Step step) {
        try {
            step.take();
        } catch (Expect.NotYet e) {
            fail(holds, List.of(String.valueOf(e.getMessage())));
        } catch (Throwable e) {
            fail(holds, stack(e));
        }
        write(List.of("+ " + holds));
    }

    /** Ends the JVM at once: whatever the participant's code still does or waits for. */
    private void fail(String holds, List<String> reasons) {
        List<String> lines = new ArrayList<>(List.of("- " + holds));
        Stream.concat(reasons.stream(), uncaught.stream())
                .flatMap(String::lines)
                .forEach(line -> lines.add("    " + line));
        write(lines);
        Runtime.getRuntime().halt(FAILED);
    }

    private static List<String> stack(Throwable failure) {
        List<String> lines = new ArrayList<>(List.of(failure.toString()));
        StackTraceElement[] frames = failure.getStackTrace();
        for (int i = 0; i < Math.min(MOST_FRAMES, frames.length); i++) {
            lines.add("\tat " + frames[i]);
        }
        if (failure.getCause() != null) {
            stack(failure.getCause()).forEach(line -> lines.add(line.startsWith("\t") ? line : "Caused by: " + line));
        }
        return lines;
    }

    private void write(List<String> lines) {
        try {
            Files.write(result, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
