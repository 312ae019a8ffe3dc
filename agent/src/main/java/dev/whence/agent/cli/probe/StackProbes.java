package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.LogicalStack;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The probe of stack traces: the trace of an exception that ends a thread must go on with the code that started the
 * thread.
 */
final class StackProbes {
    static void addTo(Map<String, Probe> probes) {
        probes.put("Throwable", StackProbes::stitched);
    }

    private static @Nullable String stitched() throws InterruptedException {
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> {
            throw new IllegalStateException(Carried.ID);
        });
        thread.setUncaughtExceptionHandler((failed, thrown) -> failures.add(thrown));
        thread.start();
        Throwable failure = failures.poll(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (failure == null) {
            return "the task did not run";
        }
        boolean stitched = LogicalStack.of(failure).frames().stream()
                .anyMatch(frame -> frame.getClassName().equals("dev.whence.Async"));
        return stitched ? null : "a stack trace ends where its thread began";
    }

    private StackProbes() {}
}
