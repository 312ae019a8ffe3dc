package dev.whence.agent;

import dev.whence.runtime.jdk.Sources;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.util.Set;

/**
 * The agent's own thread, which looks each second after what is in flight.
 */
final class LiveThread extends AgentThread {
    private static final long PAUSE_MILLIS = 1_000;

    /** The system property that the JVM has from its first flight recording on. */
    private static final String RECORDINGS = "jdk.jfr.repository";

    private final File jar;
    private final Instrumentation instrumentation;

    /** The kinds of findings that are looked for. */
    private final Set<String> wanted;

    private final PresentOptions options;

    private boolean isRecording;
    private boolean hasStartedFindings;

    LiveThread(File jar, Instrumentation instrumentation, Set<String> wanted, PresentOptions options) {
        this.jar = jar;
        this.instrumentation = instrumentation;
        this.wanted = wanted;
        this.options = options;
    }

    @Override
    public void run() {
        while (true) {
            try {
                sleep(PAUSE_MILLIS);
                Sources.sweep();
                record();
                startFindings();
            } catch (InterruptedException e) {
                // No code interrupts this thread on purpose. An interrupt only makes it look earlier.
            } catch (RuntimeException | Error e) {
                // Memory may be short. The application is not to hear of it, and the next look may succeed.
            }
        }
    }

    /** Takes part in flight recordings once there is one. Until then no class of them is loaded. */
    private void record() {
        if (!isRecording && System.getProperty(RECORDINGS) != null) {
            isRecording = true;
            SlowHops.record();
            FindingLog.record();
        }
    }

    /** Starts the thread that looks for what is wrong. A program that has ended by now has not paid for it. */
    private void startFindings() {
        if (!hasStartedFindings && !wanted.isEmpty()) {
            hasStartedFindings = true;
            new FindingsThread(jar, instrumentation, wanted, options).start();
        }
    }
}
