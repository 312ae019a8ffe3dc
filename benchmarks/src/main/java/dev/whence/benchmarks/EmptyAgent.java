package dev.whence.benchmarks;

/** An agent that does nothing: what it costs to have one at all. */
public final class EmptyAgent {
    /** Called by the JVM. */
    public static void premain(String arguments) {}

    private EmptyAgent() {}
}
