package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Circle;
import dev.whence.agent.live.Circle.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Threads wait for each other, by futures that the other one completes or by locks that the other one holds. The
 * JDK finds such circles only of locks, and only of platform threads.
 */
final class WaitCycle {
    private static final String REMEDY =
            "Let one of them go on without the wait: combine the futures instead of joining them, or do not hold a lock"
                    + " while waiting for a future. Until then, only an interrupt or a completion from"
                    + " elsewhere ends it.";

    /** Returns the finding, or null if a pool is in the circle: then that has to be told. */
    static @Nullable Finding of(Circle circle, long since) {
        if (!circle.all(Kind.POOL).isEmpty() || circle.all(Kind.THREAD).isEmpty()) {
            return null;
        }
        int threads = circle.all(Kind.THREAD).size();
        String what = threads == 1
                ? "a thread waits for a future that only it can complete"
                : threads + " threads wait for each other in a circle";
        return Paths.finding(FindingNames.WAIT_CYCLE, what + Paths.followers(circle), circle, since, REMEDY);
    }

    private WaitCycle() {}
}
