package dev.whence.market.shop;

import dev.whence.market.service.Fault;
import dev.whence.market.service.Workers;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the points of customers, for which no order waits. */
class Points {
    private static final Logger LOG = LoggerFactory.getLogger(Points.class);

    private final ExecutorService pool = Workers.pool("points-", 1);
    private final Fault fails;

    Points(Fault fails) {
        this.fails = fails;
    }

    void count(Order order) {
        CompletableFuture<Void> counted = CompletableFuture.runAsync(() -> add(order), pool);
        if (!fails.isOn()) {
            counted.exceptionally(failure -> {
                LOG.warn("no points for {}", order.id(), failure);
                return null;
            });
        }
    }

    private void add(Order order) {
        if (fails.isOn()) {
            throw new IllegalStateException("no points for " + order.id());
        }
        LOG.info("points for {}", order.id());
    }
}
