package dev.whence.benchmarks.logs;

import com.sun.management.ThreadMXBean;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts the bytes that all threads allocate. From JDK 21 on the JVM counts them. Before, only the threads that live
 * are known, so each emitting thread adds its bytes before it ends.
 */
final class AllocatedBytes {
    static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final @Nullable MethodHandle TOTAL = find();

    private final LongAdder ended = new LongAdder();

    /** Returns whether the bytes of threads that have ended are known. */
    static boolean areKnownOfEndedThreads() {
        return TOTAL != null;
    }

    /** Adds the bytes of the current thread, which is about to end. */
    void endThread() {
        if (TOTAL == null) {
            ended.add(THREADS.getCurrentThreadAllocatedBytes());
        }
    }

    long total() {
        if (TOTAL != null) {
            try {
                return (long) TOTAL.invokeExact(THREADS);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
        long sum = ended.sum();
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(bytes, 0);
        }
        return sum;
    }

    private static @Nullable MethodHandle find() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(ThreadMXBean.class, "getTotalThreadAllocatedBytes", MethodType.methodType(long.class));
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }
}
