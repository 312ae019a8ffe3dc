package dev.whence.agent;

import dev.whence.runtime.jdk.Sources;

/**
 * The agent's own thread, which looks each second after what is in flight.
 */
final class LiveThread extends AgentThread {
    private static final long PAUSE_MILLIS = 1_000;

    /** The system property that the JVM has from its first flight recording on. */
    private static final String RECORDINGS = "jdk.jfr.repository";

    private boolean isRecording;

    @Override
    public void run() {
        while (true) {
            try {
                sleep(PAUSE_MILLIS);
                Sources.sweep();
                record();
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
        }
    }
}
