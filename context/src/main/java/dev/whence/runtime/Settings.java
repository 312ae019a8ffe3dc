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
