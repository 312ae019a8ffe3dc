package dev.whence.agent;

import jdk.internal.perf.Perf;

/**
 * The mark of a JVM that has the agent.
 *
 * <p>It is a performance counter. The list of JVMs reads those from shared memory, without attaching to any of the
 * JVMs.
 */
public final class Presence {
    /** The name of the counter, whose value is the version of the agent. */
    public static final String COUNTER = "whence.version";

    /** The variability of the counter, as the JDK numbers it. */
    private static final int CONSTANT = 1;

    /** The unit of the counter, as the JDK numbers it. */
    private static final int STRING = 5;

    /** Marks this JVM, if it has performance counters. */
    static void announce(String version) {
        try {
            Perf.getPerf().createString(COUNTER, CONSTANT, STRING, version);
        } catch (RuntimeException | LinkageError notShown) {
            // The list shows this JVM as one without the agent.
        }
    }

    private Presence() {}
}
