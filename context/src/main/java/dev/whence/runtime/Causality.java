package dev.whence.runtime;

/** Whether anybody writes stamped events; until then there is nothing that an edge could order. */
public final class Causality {
    private static boolean tracked;

    /** Not volatile: no event was logged before the flag was set, so nothing is missed by a thread that sees it late. */
    public static boolean isTracked() {
        return tracked;
    }

    static void track() {
        if (!tracked) {
            tracked = true;
        }
    }

    private Causality() {}
}
