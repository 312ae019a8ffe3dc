package dev.whence.services;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** Factory methods for the thread pools of a service. Pools are small, so that each thread serves many requests. */
public final class Pools {
    /** The number of threads of a pool. */
    public static final int WORKERS = 16;

    /** Returns a pool of daemon threads. */
    public static ExecutorService workers(String name) {
        AtomicInteger number = new AtomicInteger();
        return Executors.newFixedThreadPool(WORKERS, task -> {
            Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Returns an executor that starts a virtual thread for each task.
     *
     * @throws UnsupportedOperationException before JDK 21
     */
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
