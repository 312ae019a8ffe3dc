package dev.whence.agent;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The kinds of findings, as the option {@code findings} names them. */
public final class FindingNames {
    /** All threads of a pool wait for work that is queued in it. */
    public static final String POOL_STARVATION = "pool-starvation";

    /** Threads wait for each other. */
    public static final String WAIT_CYCLE = "wait-cycle";

    /** A periodic task has thrown, and does not run any more. */
    public static final String DEAD_PERIODIC_TASK = "dead-periodic-task";

    /** Work runs on after its future was cancelled or has timed out. */
    public static final String STILL_RUNNING = "still-running";

    /** An operation waits for work that does not go on. */
    public static final String STUCK = "stuck";

    /** A thread of an event loop has waited for a future. */
    public static final String BLOCKING = "blocking";

    /** A thread of the common pool has waited for a future. */
    public static final String COMMON_POOL_BLOCKING = "common-pool-blocking";

    /** The queue of a pool gets longer and longer. */
    public static final String QUEUE_GROWTH = "queue-growth";

    /** The queue of a pool gets longer and longer, and has no bound. */
    public static final String UNBOUNDED_QUEUE = "unbounded-queue";

    /** All threads of a pool wait, and not all of them for what is known to be queued in it. */
    public static final String SUSPECTED_STARVATION = "suspected-starvation";

    /** A failure that nobody has observed. */
    public static final String UNOBSERVED_FAILURE = "unobserved-failure";

    /** A failure that nobody has observed, in a way that many programs intend. */
    public static final String IGNORED_FAILURE = "ignored-failure";

    /** Context that a task has left on its thread. */
    public static final String CONTEXT_LEAK = "context-leak";

    /** A future that was collected before it was complete, while work depended on it. */
    public static final String ABANDONED = "abandoned";

    /** A future of an operation that a thread without a correlation has completed. */
    public static final String CORRELATION_LOST = "correlation-lost";

    /** A thread of an event loop or of the common pool that waits for input or output, or sleeps. */
    public static final String BLOCKING_IO = "blocking-io";

    static final String DEFAULT = "default";
    static final String OFF = "off";
    static final String ALL = "all";

    private static final List<String> USUAL = List.of(
            POOL_STARVATION,
            WAIT_CYCLE,
            DEAD_PERIODIC_TASK,
            STILL_RUNNING,
            STUCK,
            BLOCKING,
            QUEUE_GROWTH,
            UNBOUNDED_QUEUE,
            SUSPECTED_STARVATION,
            UNOBSERVED_FAILURE);

    /** Those that are looked for only if they are asked for, or all are. */
    private static final List<String> FURTHER =
            List.of(IGNORED_FAILURE, CONTEXT_LEAK, COMMON_POOL_BLOCKING, ABANDONED, CORRELATION_LOST, BLOCKING_IO);

    private static final List<String> NAMES = both();

    private static List<String> both() {
        List<String> both = new ArrayList<>(USUAL);
        both.addAll(FURTHER);
        return both;
    }

    /** Returns the names, with commas between them. */
    static String list() {
        return String.join(",", NAMES);
    }

    /** Whether this is a part of a value of the option, or the whole value. A word for several kinds stands alone. */
    static boolean areValid(String value) {
        return isWord(value) || NAMES.containsAll(Arrays.asList(value.split(",", -1)));
    }

    /** Whether there is a kind of this name. */
    static boolean isOne(String name) {
        return NAMES.contains(name);
    }

    private static boolean isWord(String value) {
        return value.equals(DEFAULT) || value.equals(OFF) || value.equals(ALL);
    }

    /** Returns the kinds that a value of the option stands for. */
    static Set<String> wanted(String value) {
        return new HashSet<>(
                switch (value) {
                    case OFF -> List.of();
                    case DEFAULT -> USUAL;
                    case ALL -> NAMES;
                    default -> Arrays.asList(value.split(",", -1));
                });
    }

    private FindingNames() {}
}
