package dev.whence.runtime;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes dumps of what is in flight, if the agent is there. */
public final class DumpSource {
    private static volatile @Nullable Supplier<String> agent;

    /** Sets what makes dumps. */
    public static void is(Supplier<String> dumping) {
        agent = dumping;
    }

    /** Returns a dump, or null without the agent. Must not be called from inside a hook. */
    public static @Nullable String dump() {
        Supplier<String> dumping = agent;
        return dumping == null ? null : dumping.get();
    }

    private DumpSource() {}
}
