package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingNames;
import dev.whence.agent.live.Circle.Stop;
import dev.whence.agent.live.PoolLooks.Latched;
import java.util.ArrayList;
import java.util.List;

/**
 * All threads of a pool wait, some of them for a latch, a semaphore, a condition or a queue, and work is queued. If that
 * work is to release them, the pool stands still for ever. But other code may be to do that.
 */
final class SuspectedStarvation {
    private static final String REMEDY =
            "If work in the queue is to release the threads, run that work in a pool of its own, or let no work of the"
                    + " pool wait. If code elsewhere is to release them, this is only a pool that does nothing until then.";

    static Finding of(Latched latched, long now) {
        Stop pool = latched.stops().get(0);
        Stop first = latched.stops().get(1);
        String what = "suspected: "
                + (pool.threads() == 1
                        ? "the only thread of the pool " + pool.name() + " has"
                        : "all " + pool.threads() + " threads of the pool " + pool.name() + " have")
                + " waited for " + (now - latched.since()) / 1_000 + " seconds, and may wait for what is queued in it ("
                + pool.queued() + " queued)";
        List<String> path = new ArrayList<>();
        for (Stop stop : latched.stops()) {
            path.add(Paths.line(stop));
        }
        return new Finding(
                FindingNames.SUSPECTED_STARVATION,
                what,
                pool.name() + Frames.at(first.stack()),
                path,
                first.operation(),
                latched.since(),
                Frames.ofProgram(first.stack()),
                REMEDY);
    }

    private SuspectedStarvation() {}
}
