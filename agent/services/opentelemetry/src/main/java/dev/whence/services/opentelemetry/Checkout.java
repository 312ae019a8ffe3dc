package dev.whence.services.opentelemetry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/** The example of a trace in the documentation. */
final class Checkout {
    private final Spans spans;
    private final ExecutorService pool;

    Checkout(Spans spans, ExecutorService pool) {
        this.spans = spans;
        this.pool = pool;
    }

    /** Pays an order in a span of its own. */
    void order() {
        spans.in("POST /orders", span -> pay());
    }

    private void pay() {
        CompletableFuture.supplyAsync(this::charge, pool)
                .thenAcceptAsync(receipt -> spans.in("send receipt", span -> {}), pool)
                .join();
    }

    private String charge() {
        spans.in("ask the bank", span -> {});
        return "receipt";
    }
}
