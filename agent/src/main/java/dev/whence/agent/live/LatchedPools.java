package dev.whence.agent.live;

import dev.whence.agent.live.Circle.Stop;
import dev.whence.runtime.State;
import dev.whence.runtime.jdk.InFlight;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Pools all of whose threads wait without a time limit, some of them for a latch or the like, while work is queued. Who
 * is to release a latch is not known, so it is only suspected that work in the queue is.
 */
final class LatchedPools {
    /** How many threads of a pool are told of. */
    private static final int TOLD = 3;

    private final CpuTimes times = new CpuTimes();

    /** Returns the pools none of whose threads has done anything for longer than the patience. */
    List<PoolLooks.Latched> look(List<Pool> pools, long now, long patienceMillis) {
        times.begin();
        List<PoolLooks.Latched> found = new ArrayList<>();
        for (Pool pool : pools) {
            pool.queued = Math.max(0, Queues.length(pool));
            if (Fullness.isFull(pool) && pool.active == pool.workers.size() && isLatched(pool)) {
                long since = 0;
                for (Thread thread : pool.workers) {
                    since = Math.max(since, times.idleSince(thread, now));
                }
                if (since <= now - patienceMillis) {
                    found.add(new PoolLooks.Latched(stops(pool), since));
                }
            }
        }
        return found;
    }

    /** Whether all threads of a pool wait, and at least one for a latch or the like. */
    private static boolean isLatched(Pool pool) {
        boolean hasLatch = false;
        for (Thread thread : pool.workers) {
            if (thread.getState() != Thread.State.WAITING) {
                return false;
            }
            hasLatch |= isAtLatch(thread);
        }
        return hasLatch;
    }

    private static boolean isAtLatch(Thread thread) {
        Object blocker = LockSupport.getBlocker(thread);
        return blocker != null && blocker.getClass().getClassLoader() == null && Awaited.blocker(thread) == null;
    }

    /** Returns the pool, and its threads that wait for a latch. */
    private static List<Stop> stops(Pool pool) {
        Graph graph = new Graph();
        Members members = new Members(graph, new Monitors(pool.workers));
        List<Stop> stops = new ArrayList<>(List.of(members.stop(pool)));
        for (Thread thread : pool.workers) {
            if (stops.size() <= TOLD && isAtLatch(thread)) {
                State state = InFlight.state(thread);
                graph.of(thread).task = state == null ? null : state.task;
                stops.add(members.stop(thread));
            }
        }
        return stops;
    }
}
