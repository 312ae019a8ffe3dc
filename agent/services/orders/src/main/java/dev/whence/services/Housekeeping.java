package dev.whence.services;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that run on the threads of the service's pools, between its requests and on behalf of none: one all the while, and
 * one on each thread when an inspection is asked for.
 */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long PERIOD_MILLIS = 100;
    private static final long PATIENCE_MILLIS = 1000;

    private final List<Executor> pools;
    private final AtomicBoolean inspection = new AtomicBoolean();

    private Housekeeping(List<Executor> pools) {
        this.pools = pools;
    }

    /** Begins with them; to be called from a thread that belongs to no request. */
    @SuppressWarnings("FutureReturnValueIgnored")
    public static Housekeeping of(Executor... pools) {
        Housekeeping housekeeping = new Housekeeping(List.of(pools));
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "housekeeping");
            thread.setDaemon(true);
            return thread;
        });
        timer.scheduleAtFixedRate(housekeeping::tick, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return housekeeping;
    }

    /** Asks for the inspection of all threads. It is over when "inspected" is logged. */
    public void inspect() {
        inspection.set(true);
    }

    private void tick() {
        pools.forEach(pool -> pool.execute(() -> LOG.info("idle")));
        if (inspection.getAndSet(false)) {
            pools.forEach(Housekeeping::inspect);
            LOG.info("inspected");
        }
    }

    /** Holds each thread until all have logged, so that none does so twice in the place of another. */
    private static void inspect(Executor pool) {
        CountDownLatch open = new CountDownLatch(Pools.WORKERS);
        for (int worker = 0; worker < Pools.WORKERS; worker++) {
            pool.execute(() -> {
                LOG.info("idle");
                open.countDown();
                await(open);
            });
        }
        await(open);
    }

    private static void await(CountDownLatch open) {
        try {
            // Servers keep some threads of their pools for themselves, so that not all may come.
            open.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
