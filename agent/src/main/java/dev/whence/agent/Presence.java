package dev.whence.agent;

import jdk.internal.perf.Perf;

/**
 * The mark of a JVM that has the agent: a performance counter, which the list of JVMs reads without attaching to any of
 * them.
 */
public final class Presence {
    /** The name of the counter, whose value is the version of the agent. */
    public static final String COUNTER = "whence.version";

    private static final int CONSTANT = 1;
    private static final int STRING = 5;

    /** Marks this JVM, if it lets itself be marked. */
    static void announce(String version) {
        try {
            Perf.getPerf().createString(COUNTER, CONSTANT, STRING, version);
        } catch (RuntimeException | LinkageError notShown) {
            // The list does not know of the agent then.
        }
    }

    private Presence() {}
}
