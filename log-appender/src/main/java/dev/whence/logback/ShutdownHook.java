package dev.whence.logback;

import org.jspecify.annotations.Nullable;

/** Something to be done when the JVM exits, unless it is taken back before. */
final class ShutdownHook {
    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /** Null if the JVM is exiting already. */
    static @Nullable ShutdownHook add(Runnable action, String name) {
        ShutdownHook hook = new ShutdownHook(new Thread(null, action, name, 0, false));
        try {
            Runtime.getRuntime().addShutdownHook(hook.thread);
            return hook;
        } catch (IllegalStateException e) {
            return null;
        }
    }

    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is exiting, so the hook has begun.
        }
    }
}
