package dev.whence.libraries;

import io.github.resilience4j.bulkhead.ThreadPoolBulkhead;
import io.github.resilience4j.bulkhead.ThreadPoolBulkheadConfig;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.timelimiter.TimeLimiter;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;

final class Resilience4j implements Library {
    @Override
    public void measure(Session session) {
        session.of("resilience4j", Retry.class)
                .row(
                        "bulkhead of 2 threads",
                        List.of("task", "result"),
                        Resilience4j::bulkhead,
                        (bulkhead, operation) -> bulkhead.executeRunnable(() -> {
                                    operation.seen("task");
                                    operation.awaitAllStarted();
                                })
                                .thenRun(() -> operation.seen("result")))
                .row("retry", List.of("task", "result"), Scheduler::new, (client, operation) -> {
                    AtomicInteger attempts = new AtomicInteger();
                    client.retry
                            .executeCompletionStage(client.scheduler, () -> task(operation, attempts))
                            .thenRun(() -> operation.seen("result"));
                })
                .row("time limiter", Scheduler::new, (client, operation) -> TimeLimiter.ofDefaults()
                        .executeCompletionStage(client.scheduler, () -> CompletableFuture.runAsync(() -> {}))
                        .thenRun(operation::seen));
    }

    private static ThreadPoolBulkhead bulkhead() {
        return ThreadPoolBulkhead.of(
                "measured",
                ThreadPoolBulkheadConfig.custom()
                        .coreThreadPoolSize(2)
                        .maxThreadPoolSize(2)
                        .queueCapacity(Operations.COUNT)
                        .build());
    }

    /** Fails first. */
    private static CompletionStage<Integer> task(Operation operation, AtomicInteger attempts) {
        return CompletableFuture.supplyAsync(() -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("first attempt");
            }
            operation.seen("task");
            return 1;
        });
    }

    private static final class Scheduler {
        final Retry retry = Retry.ofDefaults("measured");
        final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(1);
    }
}
