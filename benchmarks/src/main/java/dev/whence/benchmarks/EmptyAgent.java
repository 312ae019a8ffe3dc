package dev.whence.benchmarks;

/** An agent that does nothing. It shows the cost of any agent. */
public final class EmptyAgent {
    /** Does nothing. The JVM calls this method at its start. */
    public static void premain(String arguments) {}

    private EmptyAgent() {}
}
