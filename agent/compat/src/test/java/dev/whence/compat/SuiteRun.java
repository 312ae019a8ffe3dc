package dev.whence.compat;

import dev.whence.agent.attached.harness.JavaProcess;
import dev.whence.agent.attached.harness.Jdk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The results of one run of tests in a separate JVM: the state of each test by its id. */
record SuiteRun(Map<String, SuiteMain.Step> steps) {
    private static final Duration TIMEOUT = Duration.ofMinutes(20);

    /**
     * Runs packages or classes.
     *
     * @throws IllegalStateException if the JVM fails, or if a hook of the agent is off
     */
    static SuiteRun of(Jdk jdk, boolean withAgent, Collection<String> packagesOrIds, Path folder) throws IOException {
        Path report = folder.resolve("report");
        JavaProcess java = JavaProcess.java(jdk)
                .timeout(TIMEOUT)
                .options("-Xmx1g", "-cp", JavaProcess.testClassPath())
                .main(SuiteMain.class, report.toString(), "" + withAgent)
                .arguments(packagesOrIds.toArray(String[]::new));
        JavaProcess.Result result = (withAgent ? java.agent() : java).run();
        Files.writeString(folder.resolve("output"), result.out() + result.err());
        if (result.exitCode() != 0 || withAgent != allHooksOn(result)) {
            throw new IllegalStateException("exit code " + result.exitCode() + "\n" + result.out() + result.err());
        }
        return read(report);
    }

    private static boolean allHooksOn(JavaProcess.Result result) {
        return result.errLines().stream().anyMatch(line -> line.matches("whence .*hooks on: (\\d+)/\\1"));
    }

    private static SuiteRun read(Path report) throws IOException {
        Map<String, SuiteMain.Step> steps = new LinkedHashMap<>();
        for (String line : Files.readAllLines(report)) {
            String[] fields = line.split("\t", 2);
            steps.put(fields[1], SuiteMain.Step.valueOf(fields[0]));
        }
        return new SuiteRun(steps);
    }

    long executed() {
        return steps.values().stream()
                .filter(step -> step != SuiteMain.Step.SKIPPED)
                .count();
    }

    /** Returns the tests that failed or did not end. */
    Set<String> failed() {
        Set<String> failed = new TreeSet<>(steps.keySet());
        failed.removeIf(id -> !hasFailed(id));
        return failed;
    }

    boolean hasFailed(String id) {
        SuiteMain.Step step = steps.get(id);
        return step == SuiteMain.Step.FAILED || step == SuiteMain.Step.STARTED;
    }
}
