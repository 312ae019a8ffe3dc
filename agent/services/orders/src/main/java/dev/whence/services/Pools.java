package dev.whence.services;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads of a service: few, so that each of them serves many requests. */
public final class Pools {
    /** How many threads a pool has. */
    public static final int WORKERS = 16;

    /** A pool of daemon threads. */
    public static ExecutorService workers(String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(WORKERS, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A virtual thread for each task; from JDK 21 on. */
    public static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new UnsupportedOperationException("no virtual threads before JDK 21", e);
        }
    }

    private Pools() {}
}
