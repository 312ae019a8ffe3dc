package dev.whence.market.service;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.core.task.VirtualThreadTaskExecutor;

/** The threads of a service. */
public final class Workers {
    private static final int FIRST_WITH_VIRTUAL_THREADS = 21;
    private static final int REQUESTS = 32;

    private Workers() {}

    /** Returns an executor with a virtual thread for each request, or before JDK 21 a pool. */
    public static Executor perRequest(String prefix) {
        return Runtime.version().feature() >= FIRST_WITH_VIRTUAL_THREADS
                ? new VirtualThreadTaskExecutor(prefix)
                : pool(prefix, REQUESTS);
    }

    /** Returns a pool of a fixed size, with a queue that has no bound. */
    public static ExecutorService pool(String prefix, int size) {
        return Executors.newFixedThreadPool(size, named(prefix));
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> new Thread(task, prefix + count.incrementAndGet());
    }
}
