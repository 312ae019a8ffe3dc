package dev.whence.agent.attached.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What came of one behaviour test.
 *
 * <p>On its way between the JVMs it is a line of text: the JVM under test appends one at each step of a test, and the
 * last one counts. So whatever happens to that JVM, everything up to then is known.
 */
public record Outcome(Status status, String id, String className, String testName, boolean needsAgent, String text) {
    /** How far a test has come. */
    public enum Status {
        PLANNED,
        STARTED,
        /** It is a container, and its tests speak for themselves. */
        CONTAINER_DONE,
        PASSED,
        SKIPPED,
        FAILED
    }

    String line() {
        return String.join("\t", status.name(), escape(id), className, escape(testName), "" + needsAgent, escape(text));
    }

    private static Outcome parse(String line) {
        String[] fields = line.split("\t", -1);
        return new Outcome(
                Status.valueOf(fields[0]),
                fields[1].translateEscapes(),
                fields[2],
                fields[3].translateEscapes(),
                Boolean.parseBoolean(fields[4]),
                fields[5].translateEscapes());
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("\t", "\\t");
    }

    /** The tests in a report; those that never came to an end failed with the given text. */
    static Collection<Outcome> read(Path report, String whyUnfinished) {
        Map<String, Outcome> byId = new LinkedHashMap<>();
        for (String line : lines(report)) {
            Outcome outcome = parse(line);
            byId.put(outcome.id, outcome);
        }
        byId.values().removeIf(outcome -> outcome.status == Status.CONTAINER_DONE);
        byId.replaceAll((id, outcome) -> outcome.isFinished() ? outcome : outcome.unfinished(whyUnfinished));
        return byId.values();
    }

    /** A line that was cut off when the JVM died is left out. */
    private static List<String> lines(Path report) {
        try {
            List<String> whole = new ArrayList<>();
            for (String line : Files.readAllLines(report)) {
                if (line.split("\t", -1).length == 6) {
                    whole.add(line);
                }
            }
            return whole;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isFinished() {
        return status == Status.PASSED || status == Status.SKIPPED || status == Status.FAILED;
    }

    private Outcome unfinished(String why) {
        String step = status == Status.STARTED ? "was running when the JVM ended" : "was not reached";
        return new Outcome(Status.FAILED, id, className, testName, needsAgent, step + ": " + why);
    }
}
