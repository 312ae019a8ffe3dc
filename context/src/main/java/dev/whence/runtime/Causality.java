package dev.whence.runtime;

/** Whether stamped events are written at all. Until then, there are no events that an edge could order. */
public final class Causality {
    private static boolean tracked;

    /**
     * Whether edges have to be tracked.
     *
     * <p>The flag is not volatile. No event was logged before it was set, so a thread that sees it late misses nothing.
     */
    public static boolean isTracked() {
        return tracked;
    }

    /** Tracks edges from now on. */
    static void track() {
        if (!tracked) {
            tracked = true;
        }
    }

    private Causality() {}
}
