package dev.whence.agent;

import dev.whence.runtime.jdk.Sources;

/**
 * The agent's own thread, which looks each second after what is in flight. It refers to nothing of the application, and
 * does not keep the JVM from ending.
 */
final class LiveThread extends Thread {
    private static final long PAUSE_MILLIS = 1_000;

    LiveThread() {
        super(LookoutThread.outermost(Thread.currentThread().getThreadGroup()), null, "whence", 0, false);
        setDaemon(true);
        setContextClassLoader(null);
    }

    @Override
    public void run() {
        while (true) {
            try {
                sleep(PAUSE_MILLIS);
                Sources.sweep();
            } catch (InterruptedException e) {
                // No code interrupts this thread on purpose. An interrupt only makes it look earlier.
            } catch (RuntimeException | Error e) {
                // Memory may be short. The application is not to hear of it, and the next look may succeed.
            }
        }
    }
}
