package dev.whence.runtime;

/** The kinds of tracked happens-before relations between tasks. */
public final class Edge {
    /** Keeps the labels that the events have. */
    static final byte AS_LABELLED = 0;

    /** A task was submitted, registered or started. */
    static final byte FORK = 1;

    /** A future was completed, and this task is its continuation. */
    public static final byte COMPLETE = 2;

    /** This task waited for another one and got its result. */
    public static final byte JOIN = 3;

    /** A hand-off was resumed. */
    public static final byte RESUME = 4;

    /** A message from another process was received. */
    static final byte RECEIVE = 5;

    /** This task took an element from a queue that another task had put there. */
    public static final byte QUEUE = 6;

    /** A periodic task ran again. */
    static final byte REPEAT = 7;

    /** The names of the kinds, by their numbers. */
    private static final String[] NAMES = {"", "fork", "complete", "join", "resume", "receive", "queue", "repeat"};

    /** The number of kinds. */
    static final int KINDS = NAMES.length;

    /** Returns the name of a kind, as in log events. */
    static String name(byte edge) {
        return NAMES[edge];
    }

    private Edge() {}
}
