package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.PoolLooks.Growing;
import dev.whence.runtime.Boundaries;
import dev.whence.runtime.Boundary;
import java.util.List;
import java.util.Locale;

/** More work is given to a pool than it does, so its queue gets longer and longer, and all work waits for longer. */
final class GrowingQueue {
    private static final String UNBOUNDED =
            "Give the queue a bound, and decide what happens to the work beyond it: an ArrayBlockingQueue and a"
                    + " CallerRunsPolicy slow down whoever submits. More threads help if the work waits, and not if it"
                    + " computes.";
    private static final String BOUNDED =
            "Decide whether the pool gets more threads, or takes less work: at the bound of its queue it rejects work,"
                    + " or whoever submits waits.";

    static Finding of(Growing queue, long now) {
        boolean isUnbounded = queue.room() == Integer.MAX_VALUE;
        long done = Math.max(1, queue.completed());
        String what = "the queue of the pool " + queue.pool() + (isUnbounded ? ", which has no bound," : "")
                + " gets longer and longer: " + queue.to() + " wait, " + (queue.to() - queue.from()) + " more than "
                + queue.millis() / 1_000 + " seconds ago. "
                + (queue.threads() == 1 ? "The only thread" : "The " + queue.threads() + " threads")
                + " of the pool did " + perSecond(queue.completed(), queue.millis()) + ", so what comes now waits for "
                + (queue.completed() == 0 ? "ever" : Math.max(1, queue.to() * queue.millis() / done / 1_000) + " s");
        return new Finding(
                isUnbounded ? FindingNames.UNBOUNDED_QUEUE : FindingNames.QUEUE_GROWTH,
                what,
                queue.pool(),
                source(queue.pool()),
                "",
                now - queue.millis(),
                List.of(),
                isUnbounded ? UNBOUNDED : BOUNDED);
    }

    private static String perSecond(long done, long millis) {
        return String.format(
                Locale.ROOT, done >= millis / 100 ? "%.0f a second" : "%.1f a second", 1_000.0 * done / millis);
    }

    /** Returns a line with the place where most of the work of a pool comes from; none if it is not known. */
    private static List<String> source(String pool) {
        Boundary most = null;
        long hops = 0;
        for (Boundary boundary : Boundaries.known()) {
            for (Boundary.Route route : boundary.routes()) {
                if (route.to.equals(pool) && route.hops() > hops) {
                    most = boundary;
                    hops = route.hops();
                }
            }
        }
        return most == null || most.site().isEmpty()
                ? List.of()
                : List.of("most of its work comes from " + most.api + " at " + most.site());
    }

    private GrowingQueue() {}
}
