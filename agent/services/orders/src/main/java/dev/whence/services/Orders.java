package dev.whence.services;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The work that every service does for an order. It is independent of servers and frameworks. */
public final class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);
    private static final int CHUNKS = 24;
    private static final String CHUNK = "0123456789abcdef".repeat(256);

    private static final int TIMEOUT_MILLIS = 20;
    private static final int DISCOUNT_MILLIS = 1_000;

    private final ExecutorService pricing = Pools.workers("pricing");
    private final PriceService prices = new PriceService(this);

    /** Returns the pool that finds prices. */
    public ExecutorService pool() {
        return pricing;
    }

    /** Logs that an order has arrived. */
    public void begin(long order) {
        LOG.info("begin {}", order);
    }

    /** Logs that the price of an order was found. */
    public void priced(long order) {
        LOG.info("priced {}", order);
    }

    /** Logs that an order is done, and returns the response. */
    public String end(long order) {
        LOG.info("end {}", order);
        return "order " + order;
    }

    /** Handles an order with a hop to the pool and back. */
    public String work(long order) {
        begin(order);
        CompletableFuture.supplyAsync(() -> order, pricing)
                .thenAcceptAsync(this::priced, pricing)
                .join();
        return end(order);
    }

    /** Handles an order on the pool. */
    public CompletableFuture<String> later(long order) {
        begin(order);
        return CompletableFuture.supplyAsync(() -> finish(order), pricing);
    }

    /**
     * Handles an order on the pool, by work for the same pool. If as many orders come at once as the pool has threads, all
     * of these wait for work that is queued behind them, for ever.
     */
    public CompletableFuture<String> nested(long order) {
        begin(order);
        return CompletableFuture.supplyAsync(() -> discounted(order), pricing);
    }

    private String discounted(long order) {
        pause(DISCOUNT_MILLIS);
        return later(order).join();
    }

    /** Handles an order after the timeout of a future. */
    public CompletableFuture<String> afterTimeout(long order) {
        begin(order);
        return new CompletableFuture<String>()
                .orTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                .exceptionallyAsync(late -> finish(order), pricing);
    }

    /** Handles an order after another thread has cancelled a future. */
    public CompletableFuture<String> afterCancellation(long order) {
        begin(order);
        CompletableFuture<String> search = new CompletableFuture<>();
        CompletableFuture<String> response = search.handleAsync((found, cancelled) -> finish(order), pricing);
        pricing.execute(() -> search.cancel(true));
        return response;
    }

    /** Handles an order with a request to another service. */
    public CompletableFuture<String> fromElsewhere(long order) {
        begin(order);
        return prices.of(order).thenApply(price -> end(order));
    }

    /** Logs that the price was found and that the order is done. */
    public String finish(long order) {
        priced(order);
        return end(order);
    }

    /** Fails to handle an order: always throws {@link IllegalStateException}. */
    public String fail(long order) {
        begin(order);
        throw new IllegalStateException("order " + order + " fails");
    }

    /** Handles an order in 50 to 200 ms. */
    public String slow(long order) {
        begin(order);
        pause(50 + order % 4 * 50);
        return end(order);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes a long response in chunks. */
    public void chunks(long order, OutputStream out) throws IOException {
        begin(order);
        try {
            for (int chunk = 0; chunk < CHUNKS; chunk++) {
                out.write(CHUNK.getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        } finally {
            end(order);
        }
    }
}
