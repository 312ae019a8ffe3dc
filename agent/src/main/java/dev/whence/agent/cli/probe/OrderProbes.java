package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Probes of the order of log events: each makes two events, of which the second must name the first. */
final class OrderProbes {
    static void addTo(Map<String, Probe> probes) {
        probes.put("CompletableFuture edges", OrderProbes::completed);
        probes.put("queue edges", OrderProbes::queued);
        probes.put("StructuredTaskScope", OrderProbes::joined);
    }

    private static @Nullable String completed() throws InterruptedException {
        BlockingQueue<LogStamp> stamps = new LinkedBlockingQueue<>();
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<Void> unused = future.thenRun(() -> stamps.add(stamp()));
        CountDownLatch completed = new CountDownLatch(1);
        Thread completer = new Thread(() -> {
            stamps.add(stamp());
            future.complete("done");
            completed.countDown();
        });
        completer.start();
        completed.await(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS);
        return follows(stamps) ? null : "the completer is not known";
    }

    /**
     * Joins a subtask. It uses reflection, as the API is a preview that began with a constructor and now has a factory
     * method.
     */
    private static @Nullable String joined() throws Exception {
        BlockingQueue<LogStamp> stamps = new LinkedBlockingQueue<>();
        Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
        Object scope = type.isInterface()
                ? type.getMethod("open").invoke(null)
                : type.getConstructor().newInstance();
        Callable<Boolean> subtask = () -> stamps.add(stamp());
        type.getMethod("fork", Callable.class).invoke(scope, subtask);
        type.getMethod("join").invoke(scope);
        type.getMethod("close").invoke(scope);
        stamps.add(stamp());
        return follows(stamps) ? null : "the end of a subtask is not known";
    }

    private static @Nullable String queued() throws InterruptedException {
        BlockingQueue<LogStamp> queue = new ArrayBlockingQueue<>(1);
        new Thread(() -> queue.add(stamp())).start();
        LogStamp before = queue.poll(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (before == null) {
            return "the task did not run";
        }
        return follows(stamp(), before) ? null : "who put an element is not known";
    }

    private static LogStamp stamp() {
        return LogSink.shared().stamp(Instant.now());
    }

    /** Returns whether the second of two events names the first. */
    private static boolean follows(BlockingQueue<LogStamp> stamps) {
        LogStamp before = stamps.poll();
        LogStamp after = stamps.poll();
        return before != null && after != null && follows(after, before);
    }

    private static boolean follows(LogStamp after, LogStamp before) {
        return after.after().contains(before.task() + ":" + before.n());
    }

    private OrderProbes() {}
}
