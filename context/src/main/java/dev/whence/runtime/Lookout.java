package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Makes the agent look for classes that it should have woven but has not, before the state of the hooks is reported.
 */
public final class Lookout {
    private static volatile @Nullable Runnable agent;

    /** Sets the action with which the agent looks. */
    public static void by(Runnable looking) {
        agent = looking;
    }

    /** Looks now. Must not be called from inside a hook. */
    public static void look() {
        Runnable looking = agent;
        if (looking != null) {
            looking.run();
        }
    }

    private Lookout() {}
}
