package dev.whence.agent.attached.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * All behaviour tests on one JDK. The system property {@code whence.tests} restricts them to some classes, by a pattern of
 * what stands before "Behaviour" in their names. Those that say how much the tests do are handed on.
 */
public record BehaviourRun(Jdk jdk, boolean withAgent, StartMode mode, String classes, Set<TestGroup> groups) {
    private static final Duration TIMEOUT = Duration.ofMinutes(8);
    private static final List<String> HANDED_ON = List.of("whence.stress", "whence.programs", "whence.seed");

    public BehaviourRun(Jdk jdk, boolean withAgent, StartMode mode, String classes) {
        this(jdk, withAgent, mode, classes, EnumSet.allOf(TestGroup.class));
    }

    public BehaviourRun(Jdk jdk, boolean withAgent, StartMode mode) {
        this(jdk, withAgent, mode, System.getProperty("whence.tests", ".*"));
    }

    /** The same of these groups alone. */
    public BehaviourRun only(Set<TestGroup> some) {
        return new BehaviourRun(jdk, withAgent, mode, classes, some);
    }

    /** What came of each test. That no group has tests, or that a JVM crashed or hung, is a failure of its own. */
    public Collection<Outcome> outcomes() {
        Set<TestGroup> withTests = EnumSet.allOf(TestGroup.class);
        withTests.removeIf(group -> !BehaviourMain.hasTests(classes, group));
        if (withTests.isEmpty()) {
            return List.of(failure("No tests were found", "whence.tests=" + classes));
        }
        withTests.retainAll(groups);
        return withTests.stream().flatMap(group -> outcomes(group).stream()).toList();
    }

    private Collection<Outcome> outcomes(TestGroup group) {
        try {
            Path report = Files.createTempFile("whence", ".report");
            try {
                return outcomes(report, group);
            } finally {
                Files.delete(report);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Collection<Outcome> outcomes(Path report, TestGroup group) {
        try {
            JavaProcess.Result result = process(report, group).run();
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

    private JavaProcess process(Path report, TestGroup group) {
        JavaProcess java = JavaProcess.java(jdk)
                .timeout(TIMEOUT)
                .options("-cp", mode.classPath())
                .options("-Xmx512m", "-Djava.util.concurrent.ForkJoinPool.common.parallelism=4")
                .options(HANDED_ON.stream()
                        .map(name -> "-D" + name + "=" + System.getProperty(name, ""))
                        .toArray(String[]::new))
                .options(group.jvmOptions())
                .main(BehaviourMain.class, report.toString(), "" + withAgent, classes, group.name());
        return mode.attach(java, withAgent, group.agentOptions());
    }

    @Override
    public String toString() {
        return jdk + (withAgent ? "" : " without the agent") + mode;
    }
}
