package dev.whence.agent;

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

    /** A failure that nobody has observed. */
    public static final String UNOBSERVED_FAILURE = "unobserved-failure";

    static final String DEFAULT = "default";
    static final String OFF = "off";
    static final String ALL = "all";

    private static final List<String> USUAL = List.of(POOL_STARVATION, WAIT_CYCLE, DEAD_PERIODIC_TASK, STILL_RUNNING);

    private static final List<String> NAMES =
            List.of(POOL_STARVATION, WAIT_CYCLE, DEAD_PERIODIC_TASK, STILL_RUNNING, UNOBSERVED_FAILURE);

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
