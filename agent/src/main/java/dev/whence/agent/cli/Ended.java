package dev.whence.agent.cli;

/** Thrown if the JVM that was watched has ended. */
final class Ended extends NotAttached {
    private static final long serialVersionUID = 1;

    Ended(long pid) {
        super("the JVM " + pid + " has ended");
    }
}
