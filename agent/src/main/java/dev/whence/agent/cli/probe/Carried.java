package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A probe that runs a task on the other side of a hop, and compares its correlation with that of the code before the
 * hop.
 */
final class Carried {
    static final String ID = "whence-check";
    static final long PATIENCE_SECONDS = 10;

    /** A way to have a task run elsewhere. */
    interface Hop {
        void make(Runnable task) throws Exception;
    }

    /** Returns the probe of a hop. */
    static Probe by(Hop hop) {
        return () -> fault(hop);
    }

    private static @Nullable String fault(Hop hop) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Scope ignored = Correlation.of(ID).open()) {
            hop.make(() -> seen.add(Correlation.current().id()));
        }
        return faultOf(seen);
    }

    /** Returns what is wrong with the id that a task has seen, or null. */
    static @Nullable String faultOf(BlockingQueue<String> seen) throws InterruptedException {
        String id = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (id == null) {
            return "the task did not run";
        }
        return id.equals(ID) ? null : "the task ran in " + (id.isEmpty() ? "no correlation" : "'" + id + "'");
    }

    private Carried() {}
}
