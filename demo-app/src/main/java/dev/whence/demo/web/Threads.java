package dev.whence.demo.web;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Factory methods for the executors of a service. */
public final class Threads {
    private static final int REQUEST_POOL = 128;
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final long GRACE_SECONDS = 5;

    private Threads() {}

    /** Returns an executor for requests: a virtual thread for each, or a pool before JDK 21. */
    public static ExecutorService perRequest(String name) {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                ? virtualThreads(name)
                : pool(name, REQUEST_POOL);
    }

    /** Returns a pool of a fixed size. */
    public static ExecutorService pool(String name, int size) {
        return Executors.newFixedThreadPool(size, named(name));
    }

    /** Returns a factory of threads with this name and a number. */
    public static ThreadFactory named(String name) {
        AtomicInteger count = new AtomicInteger();
        return task -> new Thread(task, name + "-" + count.incrementAndGet());
    }

    /** Uses reflection, since the demo is compiled for JDK 17. */
    private static ExecutorService virtualThreads(String name) {
        try {
            Class<?> type = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object builder = Thread.class.getMethod("ofVirtual").invoke(null);
            type.getMethod("name", String.class, long.class).invoke(builder, name + "-", 1L);
            Object factory = type.getMethod("factory").invoke(builder);
            return (ExecutorService) Executors.class
                    .getMethod("newThreadPerTaskExecutor", ThreadFactory.class)
                    .invoke(null, factory);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("no virtual threads on Java " + Runtime.version(), e);
        }
    }

    /** Shuts an executor down. Its tasks have up to five seconds to end, and are interrupted then. */
    public static void shutDown(ExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException e) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
