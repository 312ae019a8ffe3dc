package dev.whence.agent.live;

import dev.whence.agent.live.Circle.Stop;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * Looks at the pools each second: at their threads, and at the lengths of their queues, not at what is in them. Only
 * numbers are kept of pools.
 */
public final class PoolLooks {
    private static final JdkField COMPLETED = JdkField.of(ThreadPoolExecutor.class, "completedTaskCount");

    private final LatchedPools latched = new LatchedPools();

    /** The growth of queues, by the identity hash codes of their pools. */
    private Map<Integer, QueueGrowth> known = new HashMap<>();

    /**
     * A queue that gets longer and longer.
     *
     * @param pool the name of the pool
     * @param threads how many threads the pool has
     * @param room how much more would fit into the queue; {@link Integer#MAX_VALUE} if it has no bound
     * @param from the length at the beginning
     * @param to the length at the end
     * @param completed how much work was completed meanwhile
     * @param millis the time from the beginning to the end
     */
    public record Growing(String pool, int threads, int room, int from, int to, long completed, long millis) {}

    /**
     * A pool that does nothing, while work is in its queue.
     *
     * @param stops the pool, and some of its threads that wait for a latch or the like
     * @param since since when none of its threads has done anything, in milliseconds of the system's clock
     */
    public record Latched(List<Stop> stops, long since) {}

    /**
     * What a look has seen.
     *
     * @param growing the queues that grow
     * @param latched the pools that do nothing
     */
    public record Seen(List<Growing> growing, List<Latched> latched) {}

    /** Looks. Pools that do nothing count once that has lasted longer than the patience. */
    public Seen look(long now, long patienceMillis) {
        List<Pool> pools = pools();
        return new Seen(growing(pools, now), latched.look(pools, now, patienceMillis));
    }

    private List<Growing> growing(List<Pool> pools, long now) {
        List<Growing> growing = new ArrayList<>();
        Map<Integer, QueueGrowth> seen = new HashMap<>();
        for (Pool pool : pools) {
            int length = Queues.length(pool);
            if (length >= 0) {
                int identity = System.identityHashCode(pool.executor);
                QueueGrowth growth = known.getOrDefault(identity, new QueueGrowth());
                seen.put(identity, growth);
                QueueGrowth.Growth found = growth.add(now, length, completed(pool));
                if (found != null) {
                    growing.add(new Growing(
                            pool.name,
                            pool.threads,
                            Queues.room(pool),
                            found.from(),
                            found.to(),
                            found.completed(),
                            found.millis()));
                }
            }
        }
        known = seen;
        return growing;
    }

    private static List<Pool> pools() {
        Graph graph = new Graph();
        PoolsByThread pools = new PoolsByThread(graph);
        for (Thread thread : Threads.platform()) {
            pools.add(thread, false);
        }
        return graph.pools;
    }

    /** Returns how much work a pool has completed, apart from work that was just completed. */
    private static long completed(Pool pool) {
        if (pool.executor instanceof ThreadPoolExecutor executor) {
            return COMPLETED.getLong(executor) + pool.completedByWorkers;
        }
        return pool.executor instanceof ForkJoinPool executor ? executor.getStealCount() : 0;
    }
}
