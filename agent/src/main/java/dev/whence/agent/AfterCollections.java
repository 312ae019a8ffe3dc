package dev.whence.agent;

import jdk.internal.ref.CleanerFactory;

/** What is to be done after each garbage collection, by the thread that the JDK has for such things. */
final class AfterCollections implements Runnable {
    private final Runnable action;

    private AfterCollections(Runnable action) {
        this.action = action;
    }

    /** Has something done after each collection from now on. */
    static void run(Runnable action) {
        new AfterCollections(action).await();
    }

    /** Nothing refers to the object, so that it is gone after the next collection. */
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
