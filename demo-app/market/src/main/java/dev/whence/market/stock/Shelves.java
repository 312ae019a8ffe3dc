package dev.whence.market.stock;

import dev.whence.market.service.Workers;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A pool that starves: its work submits work to the same pool, and waits for it. */
final class Shelves {
    private static final int SIZE = 2;
    private static final long PATIENCE_SECONDS = 10;
    private static final long WALK_MILLIS = 500;

    private @Nullable ExecutorService pool;

    /** Does some work in the pool, by way of other work there. */
    boolean look(Callable<Boolean> work) throws Exception {
        ExecutorService shelves = pool();
        try {
            return shelves.submit(() -> {
                        // Meanwhile the other thread gets such work too.
                        Thread.sleep(WALK_MILLIS);
                        return shelves.submit(work).get();
                    })
                    .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            return false;
        }
    }

    private synchronized ExecutorService pool() {
        if (pool == null) {
            pool = Workers.pool("shelves-", SIZE);
        }
        return pool;
    }

    /** Ends what is starved. */
    synchronized void clear() {
        if (pool != null) {
            pool.shutdownNow();
            pool = null;
        }
    }
}
