package dev.whence.services;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Jobs that run on the pools of a service and belong to no request. They must have no correlation. One job runs all the
 * time; an inspection runs a job on each thread of the pools.
 */
public final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);
    private static final long PERIOD_MILLIS = 100;
    private static final long TIMEOUT_MILLIS = 1000;

    private final List<Executor> pools;
    private final AtomicBoolean inspection = new AtomicBoolean();

    private Housekeeping(List<Executor> pools) {
        this.pools = pools;
    }

    /** Starts the jobs. The calling thread must not belong to a request. */
    public static Housekeeping of(Executor... pools) {
        Housekeeping housekeeping = new Housekeeping(List.of(pools));
        Thread thread = new Thread(housekeeping::run, "housekeeping");
        thread.setDaemon(true);
        thread.start();
        return housekeeping;
    }

    /** Requests an inspection of all threads. The message "inspected" is logged at its end. */
    public void inspect() {
        inspection.set(true);
    }

    /** Uses a thread and not a timer, since each run of a timer may have its own correlation. */
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

    /** Holds each thread until all threads have logged, so that each thread gets exactly one job. */
    private static void inspect(Executor pool) throws InterruptedException {
        CountDownLatch open = new CountDownLatch(Pools.WORKERS);
        for (int worker = 0; worker < Pools.WORKERS; worker++) {
            pool.execute(() -> {
                LOG.info("idle");
                open.countDown();
                awaitUpToTimeout(open);
            });
        }
        open.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Waits with a timeout, since a server may keep some threads of its pool busy. */
    private static void awaitUpToTimeout(CountDownLatch open) {
        try {
            open.await(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
