package dev.whence.agent;

import jdk.internal.misc.Unsafe;

/**
 * Whether the program has used a logger to which the JDK's {@code System.Logger} leads.
 *
 * <p>Whoever asks for the first one decides which logger that is and how it is configured, and it is not for the agent
 * to do that.
 */
public final class ProgramLogger {
    private static final String[] DECIDED = {
        "java.util.logging.LogManager", "jdk.internal.logger.LoggerFinderLoader",
    };

    /** Whether the program has one by now. */
    public static boolean isThere() {
        for (String name : DECIDED) {
            if (isInitialised(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isInitialised(String name) {
        try {
            Class<?> type = Class.forName(name, false, null);
            return !Unsafe.getUnsafe().shouldBeInitialized(type);
        } catch (ClassNotFoundException | LinkageError withoutModule) {
            return false;
        }
    }

    private ProgramLogger() {}
}
