package dev.whence.demo.shop;

import dev.whence.demo.web.Threads;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A scheduled job that refills the stock. Its runs belong to no order. */
final class Restocking implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Restocking.class);
    private static final long PERIOD_MILLIS = 50;

    private final ScheduledExecutorService scheduler =
            Executors.newSingleThreadScheduledExecutor(Threads.named("restocking"));
    private final Inventory inventory;
    private final ScheduledFuture<?> rounds;

    Restocking(Inventory inventory) {
        this.inventory = inventory;
        this.rounds =
                scheduler.scheduleWithFixedDelay(this::refill, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void refill() {
        try {
            int refilled = inventory.refill();
            if (refilled > 0) {
                LOG.info("restocked {} items", refilled);
            }
        } catch (RuntimeException e) {
            LOG.warn("restocking failed, trying again", e);
        }
    }

    @Override
    public void close() {
        rounds.cancel(false);
        Threads.shutDown(scheduler);
    }
}
