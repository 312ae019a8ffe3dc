package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A task that is to run in the correlation of the code that made the hop to it. */
final class Carried {
    static final String ID = "whence-check";
    static final long PATIENCE_SECONDS = 10;

    /** One way to run a task. */
    interface Hop {
        void make(Runnable task) throws Exception;
    }

    /** The probe of a hop. */
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

    /** What is wrong with the id that a task has seen. */
    static @Nullable String faultOf(BlockingQueue<String> seen) throws InterruptedException {
        String id = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (id == null) {
            return "the task did not run";
        }
        return id.equals(ID) ? null : "the task ran in " + (id.isEmpty() ? "no correlation" : "'" + id + "'");
    }

    private Carried() {}
}
