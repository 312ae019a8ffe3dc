package dev.whence.logback;

import org.jspecify.annotations.Nullable;

/** An action that runs when the JVM shuts down, unless it is removed before. */
final class ShutdownHook {
    private final Thread thread;

    private ShutdownHook(Thread thread) {
        this.thread = thread;
    }

    /** Registers an action. Returns null if the JVM is shutting down already. */
    static @Nullable ShutdownHook add(Runnable action, String name) {
        ShutdownHook hook = new ShutdownHook(new Thread(null, action, name, 0, false));
        try {
            Runtime.getRuntime().addShutdownHook(hook.thread);
            return hook;
        } catch (IllegalStateException e) {
            return null;
        }
    }

    /** Removes the action, so that the JVM no longer refers to it. */
    void remove() {
        try {
            Runtime.getRuntime().removeShutdownHook(thread);
        } catch (IllegalStateException e) {
            // The JVM is shutting down, so the action has started.
        }
    }
}
