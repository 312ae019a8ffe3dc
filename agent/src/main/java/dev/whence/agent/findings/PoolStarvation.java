package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Circle;
import dev.whence.agent.live.Circle.Kind;
import dev.whence.agent.live.Circle.Stop;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * All threads of a pool wait for results of work that is still in its queue, directly or through other threads and
 * pools. So no thread is left that could begin this work.
 */
final class PoolStarvation {
    private static final String REMEDY =
            "Let work for which other work waits run in a pool of its own, or do not wait in the pool: combine the"
                    + " futures with thenCompose or thenCombine. More threads only make it happen later.";

    /** Returns the finding, or null if no pool is in the circle. */
    static @Nullable Finding of(Circle circle, long since) {
        List<Stop> pools = circle.all(Kind.POOL);
        return pools.isEmpty()
                ? null
                : Paths.finding(
                        FindingNames.POOL_STARVATION, what(pools) + Paths.followers(circle), circle, since, REMEDY);
    }

    private static String what(List<Stop> pools) {
        int queued = pools.stream().mapToInt(Stop::queued).sum();
        if (pools.size() > 1) {
            String names = pools.stream().map(Stop::name).collect(Collectors.joining(" and "));
            return "all threads of the pools " + names + " wait for work that is queued in them (" + queued
                    + " queued)";
        }
        int threads = pools.get(0).threads();
        return (threads == 1 ? "the only thread of the pool " : "all " + threads + " threads of the pool ")
                + pools.get(0).name()
                + (threads == 1
                        ? " waits for work that is queued and that only it can run ("
                        : " wait for work that is queued and that only they can run (")
                + queued + " queued)";
    }

    private PoolStarvation() {}
}
