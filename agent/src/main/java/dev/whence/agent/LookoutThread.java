package dev.whence.agent;

import org.jspecify.annotations.Nullable;

/**
 * Has a thread look for classes that are not woven, soon after each run of this.
 *
 * <p>What is loaded on a thread while a transformer is at work on it is not woven, and cannot be until that is done. The
 * thread is there only as long as that goes on happening.
 */
final class LookoutThread implements Runnable {
    private static final long PAUSE_MILLIS = 200;

    private final Runnable look;
    private @Nullable Thread thread;
    private boolean isDue;

    LookoutThread(Runnable look) {
        this.look = look;
    }

    @Override
    public synchronized void run() {
        isDue = true;
        if (thread == null) {
            thread = new Looking();
            thread.start();
        }
    }

    private synchronized boolean isDue() {
        boolean wasDue = isDue;
        isDue = false;
        if (!wasDue) {
            thread = null;
        }
        return wasDue;
    }

    private final class Looking extends Thread {
        Looking() {
            super(null, null, "whence", 0, false);
            setDaemon(true);
            setContextClassLoader(null);
        }

        @Override
        public void run() {
            while (isDue()) {
                look.run();
                try {
                    sleep(PAUSE_MILLIS);
                } catch (InterruptedException e) {
                    // Nobody means this thread.
                }
            }
        }
    }
}
