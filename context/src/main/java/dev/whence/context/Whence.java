package dev.whence.context;

import dev.whence.runtime.DumpSource;

/** What the agent can tell about the whole process. */
public final class Whence {
    private static final String WITHOUT_AGENT = "{\"fault\":\"this JVM has no agent that tells what is in flight\"}";

    /**
     * Returns what is in flight in this process, and what waits for what. It is the JSON object that the command {@code
     * dump --json} prints. If there is no agent, or if the look fails, the object has only the member {@code fault},
     * which says so.
     *
     * <p>Nothing is stopped for that. The first call loads some classes. Each call looks at all threads, and at the
     * whole of their stacks, so it belongs into a health check or a handler of timeouts, but not into a loop.
     */
    public static String dump() {
        String dump = DumpSource.dump();
        return dump == null ? WITHOUT_AGENT : dump;
    }

    private Whence() {}
}
