package dev.whence.runtime;

/** The kinds of tracked happens-before relations between tasks. */
public final class Edge {
    /** Whatever is known already. */
    static final byte AS_LABELLED = 0;

    /** A task was submitted, registered or started. */
    static final byte FORK = 1;

    /** A future was completed that this task continues. */
    public static final byte COMPLETE = 2;

    /** This task waited for another and got its result. */
    public static final byte JOIN = 3;

    /** A hand-off was resumed. */
    public static final byte RESUME = 4;

    /** A message of another process was received. */
    static final byte RECEIVE = 5;

    /** An element was taken that another task had put into a queue. */
    public static final byte QUEUE = 6;

    /** How many kinds there are. */
    static final byte KINDS = 7;

    private static final String[] NAMES = {"", "fork", "complete", "join", "resume", "receive", "queue"};

    static String name(byte edge) {
        return NAMES[edge];
    }

    private Edge() {}
}
