package dev.whence.agent.live;

import java.util.List;

/**
 * Threads, futures and pools of which each waits for the next, and the last one for the first.
 *
 * @param stops the members, each of which waits for the next one. If one is a pool, the first one is
 * @param followers how many other threads wait for it, directly or not
 * @param identity a number that is the same as long as the same threads wait in the same places
 */
public record Circle(List<Stop> stops, int followers, long identity) {
    /** What a member of a circle is. */
    public enum Kind {
        THREAD,
        FUTURE,
        POOL
    }

    /**
     * A member of a circle.
     *
     * @param kind what it is
     * @param name the name of the thread or of the pool, or the method that made the future
     * @param waitsIn the method in which the thread waits; empty for others
     * @param queue the name of the pool in whose queue the work waits; empty for others
     * @param threadId the number of the thread; 0 for others
     * @param threads how many threads the pool has; 0 for others
     * @param queued how many pieces of work wait in the queue of the pool; 0 for others
     * @param operation the ID of the operation; empty if it is not known
     * @param stack the stack of the thread, and the hops that led there; the latter only for a future
     */
    public record Stop(
            Kind kind,
            String name,
            String waitsIn,
            String queue,
            long threadId,
            int threads,
            int queued,
            String operation,
            List<StackTraceElement> stack) {}

    /** Returns the first member of a kind. A circle without a thread does not exist. */
    public Stop first(Kind kind) {
        return stops.stream().filter(stop -> stop.kind == kind).findFirst().orElseThrow();
    }

    /** Returns the members of a kind. */
    public List<Stop> all(Kind kind) {
        return stops.stream().filter(stop -> stop.kind == kind).toList();
    }
}
