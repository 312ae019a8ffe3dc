package dev.whence.agent.attached.harness;

import dev.whence.context.Correlation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Writes down each step of each test at once. */
final class ReportWriter implements TestExecutionListener, AutoCloseable {
    private final Writer writer;
    private TestPlan plan;

    ReportWriter(Path file) throws IOException {
        writer = Files.newBufferedWriter(file);
    }

    @Override
    public void testPlanExecutionStarted(TestPlan testPlan) {
        plan = testPlan;
        for (TestIdentifier root : plan.getRoots()) {
            for (TestIdentifier test : plan.getDescendants(root)) {
                if (!isClass(test)) {
                    write(Outcome.Status.PLANNED, test, "");
                }
            }
        }
    }

    @Override
    public void executionStarted(TestIdentifier test) {
        if (test.isTest()) {
            write(Outcome.Status.STARTED, test, "");
        }
    }

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        write(Outcome.Status.SKIPPED, test, reason);
        // The tests of a skipped class are not reported on their own.
        plan.getDescendants(test).forEach(below -> write(Outcome.Status.SKIPPED, below, reason));
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        String left = Correlation.current().id();
        if (test.isTest() && !left.isEmpty()) {
            write(Outcome.Status.FAILED, test, "It left the correlation " + left + " on the thread of the tests");
            return;
        }
        String text = result.getThrowable().map(ReportWriter::stackTrace).orElse("");
        write(status(test, result), test, text);
    }

    private static Outcome.Status status(TestIdentifier test, TestExecutionResult result) {
        return switch (result.getStatus()) {
            case SUCCESSFUL -> test.isTest() ? Outcome.Status.PASSED : Outcome.Status.CONTAINER_DONE;
            case ABORTED -> Outcome.Status.SKIPPED;
            case FAILED -> Outcome.Status.FAILED;
        };
    }

    private static String stackTrace(Throwable throwable) {
        StringWriter text = new StringWriter();
        throwable.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private synchronized void write(Outcome.Status status, TestIdentifier test, String text) {
        boolean needsAgent =
                test.getTags().stream().noneMatch(tag -> tag.getName().equals(NoAgentNeeded.TAG));
        Outcome outcome = new Outcome(status, test.getUniqueId(), className(test), testName(test), needsAgent, text);
        try {
            writer.write(outcome.line() + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String className(TestIdentifier test) {
        if (isClass(test)) {
            return ((ClassSource) test.getSource().get()).getJavaClass().getSimpleName();
        }
        return plan.getParent(test).map(this::className).orElse("");
    }

    /** The display names from below the class down to the test. */
    private String testName(TestIdentifier test) {
        Optional<TestIdentifier> parent = plan.getParent(test);
        if (parent.isEmpty() || isClass(parent.get())) {
            return test.getDisplayName();
        }
        return testName(parent.get()) + " " + test.getDisplayName();
    }

    private static boolean isClass(TestIdentifier test) {
        return test.getSource().filter(ClassSource.class::isInstance).isPresent();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
