package dev.whence.catalogue;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes the threads of the programs. */
public final class Threads {
    /** Names the threads of a pool. */
    public static ThreadFactory named(String pool) {
        AtomicInteger number = new AtomicInteger();
        return task -> new Thread(task, pool + "-" + number.incrementAndGet());
    }

    /** Returns {@code Executors.newVirtualThreadPerTaskExecutor()}, which the Java of these programs does not have yet. */
    public static ExecutorService virtual() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private Threads() {}
}
