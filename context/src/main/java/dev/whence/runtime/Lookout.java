package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/** Has the agent look for classes that it should have woven and has not: for whoever asks for the state of the hooks. */
public final class Lookout {
    private static volatile @Nullable Runnable agent;

    /** Sets what looks. */
    public static void by(Runnable looking) {
        agent = looking;
    }

    /** Looks now; not from inside a hook. */
    public static void look() {
        Runnable looking = agent;
        if (looking != null) {
            looking.run();
        }
    }

    private Lookout() {}
}
