package dev.whence.compat;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.ClassNameFilter;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The main class of a JVM that runs tests. It writes the result of each test to a report immediately. */
final class SuiteMain implements TestExecutionListener {
    /** The states of a test. The last line about a test in the report counts. */
    enum Step {
        STARTED,
        PASSED,
        SKIPPED,
        FAILED
    }

    private static final ClassNameFilter NOT_FILLING_THE_HEAP =
            ClassNameFilter.excludeClassNamePatterns(".*OutOfMemory.*");

    private final PrintStream report;

    private SuiteMain(PrintStream report) {
        this.report = report;
    }

    /**
     * Runs tests. Arguments: the file of the report, whether the agent must be attached, and packages or ids of
     * classes.
     */
    public static void main(String[] args) throws IOException {
        if (isAttached() != Boolean.parseBoolean(args[1])) {
            throw new IllegalStateException("The agent is " + (isAttached() ? "" : "not ") + "attached");
        }
        try (PrintStream report =
                new PrintStream(Files.newOutputStream(Path.of(args[0])), true, StandardCharsets.UTF_8)) {
            List<DiscoverySelector> selectors =
                    Arrays.stream(args).skip(2).map(SuiteMain::selector).toList();
            LauncherFactory.create()
                    .execute(
                            LauncherDiscoveryRequestBuilder.request()
                                    .selectors(selectors)
                                    .filters(ClassNameFilter.includeClassNamePatterns(".*"), NOT_FILLING_THE_HEAP)
                                    .build(),
                            new SuiteMain(report));
        }
        // A test may have left threads that would keep this JVM alive.
        System.exit(0);
    }

    private static boolean isAttached() {
        try {
            return Class.forName("dev.whence.runtime.State").getClassLoader() == null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static DiscoverySelector selector(String packageOrId) {
        return packageOrId.startsWith("[")
                ? DiscoverySelectors.selectUniqueId(packageOrId)
                : DiscoverySelectors.selectPackage(packageOrId);
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            write(Step.STARTED, test);
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(Step.SKIPPED, test);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        switch (result.getStatus()) {
            case SUCCESSFUL -> {
                if (test.isTest()) {
                    write(Step.PASSED, test);
                }
            }
            case ABORTED -> write(Step.SKIPPED, test);
            case FAILED -> {
                write(Step.FAILED, test);
                System.out.println("FAILED " + test.getUniqueId());
                result.getThrowable().ifPresent(failure -> failure.printStackTrace(System.out));
            }
        }
    }

    private synchronized void write(Step step, TestIdentifier test) {
        report.println(step + "\t" + test.getUniqueId().replaceAll("\\s", " "));
        if (report.checkError()) {
            throw new UncheckedIOException(new IOException("cannot write the report"));
        }
    }
}
