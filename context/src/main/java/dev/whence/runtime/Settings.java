package dev.whence.runtime;

/** What the agent's options set in the runtime; written once, before anything is woven. */
public final class Settings {
    /** Sites from the stack while that is cheap, else remembered ones. */
    public static final int STACKS_AUTO = 0;

    /** Deep sites, always from the stack. */
    public static final int STACKS_FULL = 1;

    /** Sites by the class of the function; the stack is read once for each. */
    public static final int STACKS_SITES = 2;

    /** No logical stacks. */
    public static final int STACKS_OFF = 3;

    static int stacks = STACKS_AUTO;

    /** Whether stack traces show the logical stack wherever they are read. */
    static boolean stitchReads;

    /** Whether stack traces show the logical stack when they are printed or logged. */
    static boolean stitchPrints;

    /** How long a platform thread keeps the correlation that it was started in. */
    static long adoptNanos = 600_000_000_000L;

    /** How long a platform thread keeps the correlation that it was started in. */
    public static void adopt(long seconds) {
        adoptNanos = seconds * 1_000_000_000L;
    }

    /** The key under which events show the id of their correlation. */
    static String correlationKey = "correlationId";

    /** Whether patterns that have no place for the correlation get one. */
    static boolean prefixLogs;

    /** The key under which events show the id of their correlation. */
    public static String correlationKey() {
        return correlationKey;
    }

    /** How log events show the correlation. */
    public static void logs(String key, boolean prefix) {
        correlationKey = key;
        prefixLogs = prefix;
    }

    /** One of the constants above. */
    public static void stacks(int mode) {
        stacks = mode;
    }

    /** Where stack traces are stitched. */
    public static void stitch(boolean reads, boolean prints) {
        stitchReads = reads;
        stitchPrints = prints;
    }

    private Settings() {}
}
