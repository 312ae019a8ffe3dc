package dev.whence.agent.attached.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * All behaviour tests on one JDK. The system property {@code whence.tests} restricts them to some classes, by a pattern of
 * what stands before "Behaviour" in their names.
 */
public record BehaviourRun(Jdk jdk, boolean withAgent) {
    private static final Duration TIMEOUT = Duration.ofMinutes(8);
    private static final int FIRST_WITH_PREVIEW_TESTS = 21;

    /** What came of each test. That no tests were found, or that a JVM crashed or hung, is a failure of its own. */
    public Collection<Outcome> outcomes() {
        List<Outcome> outcomes = new ArrayList<>();
        if (jdk.feature() < FIRST_WITH_PREVIEW_TESTS) {
            // Here the preview tests skip themselves, which shows that they were not forgotten.
            outcomes.addAll(outcomes(BehaviourMain.Which.ALL));
        } else {
            outcomes.addAll(outcomes(BehaviourMain.Which.WITHOUT_PREVIEW));
            outcomes.addAll(outcomes(BehaviourMain.Which.PREVIEW, "--enable-preview"));
        }
        if (outcomes.isEmpty()) {
            outcomes.add(failure("No tests were found", "whence.tests=" + classes()));
        }
        return outcomes;
    }

    private Collection<Outcome> outcomes(BehaviourMain.Which which, String... options) {
        try {
            Path report = Files.createTempFile("whence", ".report");
            try {
                return outcomes(report, which, options);
            } finally {
                Files.delete(report);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Collection<Outcome> outcomes(Path report, BehaviourMain.Which which, String... options) {
        JavaProcess java = process(report, which).options(options);
        try {
            JavaProcess.Result result = java.run();
            String ending = "exit code " + result.exitCode() + "\n" + result.out() + "\n" + result.err();
            return result.exitCode() == 0 ? Outcome.read(report, ending) : died(report, ending);
        } catch (AssertionError timeout) {
            return died(report, timeout.getMessage());
        }
    }

    private Collection<Outcome> died(Path report, String ending) {
        List<Outcome> outcomes = new ArrayList<>(Outcome.read(report, ending));
        outcomes.add(failure("The JVM did not come to its end", ending));
        return outcomes;
    }

    private static Outcome failure(String what, String text) {
        return new Outcome(Outcome.Status.FAILED, "", BehaviourRun.class.getSimpleName(), what, false, text);
    }

    private JavaProcess process(Path report, BehaviourMain.Which which) {
        JavaProcess java = JavaProcess.java(jdk)
                .timeout(TIMEOUT)
                .options("-cp", JavaProcess.testClassPath())
                .options("-Xmx512m", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4")
                .main(BehaviourMain.class, report.toString(), "" + withAgent, classes(), which.name());
        return withAgent ? java.agent() : java;
    }

    private static String classes() {
        return System.getProperty("whence.tests", ".*");
    }

    @Override
    public String toString() {
        return jdk + (withAgent ? "" : " without the agent");
    }
}
