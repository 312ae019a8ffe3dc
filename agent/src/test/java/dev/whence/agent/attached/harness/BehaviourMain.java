package dev.whence.agent.attached.harness;

import static org.junit.platform.engine.discovery.ClassNameFilter.includeClassNamePatterns;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectPackage;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs the behaviour tests in a JVM of their own. */
public final class BehaviourMain {
    private static final String PACKAGE = "dev.whence.agent.attached";

    /** Arguments: the report to write, whether the agent must be there, a pattern of class names, the group. */
    public static void main(String[] args) throws IOException, InterruptedException {
        LateAttachment.attachIfLate();
        checkAgent(Boolean.parseBoolean(args[1]));
        // Else an exception on a thread that one test left behind would fail the next test that awaits something.
        Awaitility.doNotCatchUncaughtExceptionsByDefault();
        // Most tests wait for something that takes microseconds: the usual 100 ms would be most of the time of all
        // tests.
        Awaitility.setDefaultPollInterval(Duration.ofMillis(2));
        try (ReportWriter report = new ReportWriter(Path.of(args[0]))) {
            LauncherFactory.create().execute(tests(args[2], TestGroup.valueOf(args[3])), report);
        }
        // A test may have left threads behind that would keep this JVM alive.
        System.exit(0);
    }

    /** Fails at once, rather than in every test, if there is no agent though there should be one, or the reverse. */
    private static void checkAgent(boolean expected) {
        boolean attached = isAttached();
        if (attached != expected) {
            throw new IllegalStateException(
                    expected
                            ? "The agent is not attached: the runtime is not in the boot loader"
                            : "The agent is attached, though this run is to show what happens without it");
        }
    }

    private static boolean isAttached() {
        try {
            return Class.forName("dev.whence.runtime.State").getClassLoader() == null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    /** Whether it is worth the start of a JVM. */
    static boolean hasTests(String classes, TestGroup group) {
        return LauncherFactory.create().discover(tests(classes, group)).containsTests();
    }

    private static LauncherDiscoveryRequest tests(String classes, TestGroup group) {
        return LauncherDiscoveryRequestBuilder.request()
                .selectors(selectPackage(PACKAGE))
                .filters(includeClassNamePatterns(PACKAGE.replace(".", "\\.") + "\\.(" + classes + ")Behaviour"))
                .filters(group.filter())
                .configurationParameter("junit.jupiter.execution.timeout.default", "60 s")
                .configurationParameter("junit.jupiter.execution.timeout.threaddump.enabled", "true")
                .build();
    }

    private BehaviourMain() {}
}
