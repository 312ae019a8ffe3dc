package dev.whence.services;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
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
    public static Housekeeping of(Executor... pools) {
        Housekeeping housekeeping = new Housekeeping(List.of(pools));
        Thread thread = new Thread(housekeeping::run, "housekeeping");
        thread.setDaemon(true);
        thread.start();
        return housekeeping;
    }

    /** Asks for the inspection of all threads. It is over when "inspected" is logged. */
    public void inspect() {
        inspection.set(true);
    }

    /** Not by a timer: it may well be said that each of its runs is an operation of its own. */
    private void run() {
        try {
            while (true) {
                Thread.sleep(PERIOD_MILLIS);
                tick();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tick() throws InterruptedException {
        for (Executor pool : pools) {
            pool.execute(() -> LOG.info("idle"));
        }
        if (inspection.getAndSet(false)) {
            for (Executor pool : pools) {
                inspect(pool);
            }
            LOG.info("inspected");
        }
    }

    /** Holds each thread until all have logged, so that none does so twice in the place of another. */
    private static void inspect(Executor pool) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(Pools.WORKERS);
        for (int worker = 0; worker < Pools.WORKERS; worker++) {
            pool.execute(() -> {
                LOG.info("idle");
                open.countDown();
                awaitPatiently(open);
            });
        }
        open.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Servers keep some threads of their pools for themselves, so that not all may come. */
    private static void awaitPatiently(CountDownLatch open) {
        try {
            open.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
