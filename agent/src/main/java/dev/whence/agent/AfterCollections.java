package dev.whence.agent;

import jdk.internal.ref.CleanerFactory;

/** An action that runs after each garbage collection, on the cleaner thread of the JDK. */
final class AfterCollections implements Runnable {
    private final Runnable action;

    private AfterCollections(Runnable action) {
        this.action = action;
    }

    /** Runs an action after each garbage collection from now on. */
    static void run(Runnable action) {
        new AfterCollections(action).await();
    }

    /** Waits for the next collection. Nothing refers to the registered object, so that collection frees it. */
    private void await() {
        CleanerFactory.cleaner().register(new Object(), this);
    }

    @Override
    public void run() {
        try {
            action.run();
        } finally {
            await();
        }
    }
}
