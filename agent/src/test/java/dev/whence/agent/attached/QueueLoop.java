package dev.whence.agent.attached;

import java.util.concurrent.Callable;

/** A loop that runs what it takes, until it is interrupted. */
record QueueLoop(Callable<Runnable> source) implements Runnable {
    Thread started() {
        Thread thread = new Thread(this, "loop");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void run() {
        try {
            while (true) {
                source.call().run();
            }
        } catch (Exception e) {
            // Interrupted: the test is over.
        }
    }
}
