package dev.whence.agent.live;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;

/** The pools that run work later. */
public final class Schedulers {
    private static final String FUTURE = "java.util.concurrent.ScheduledThreadPoolExecutor$ScheduledFutureTask";
    private static final JdkField POOL = JdkField.of(FUTURE, "this$0");
    private static final JdkField CONTROL = JdkField.of(ThreadPoolExecutor.class, "ctl");

    /** Whether the pool that was to run work is shut down. Not if that is not known. */
    public static boolean isShutDown(Object work) {
        Object pool = work.getClass().getName().equals(FUTURE) ? POOL.get(work) : Delays.pool(work);
        if (pool instanceof ThreadPoolExecutor executor) {
            // The method that tells may be overridden by the program. A pool that runs has a negative number there.
            return CONTROL.get(executor) instanceof AtomicInteger control && control.get() >= 0;
        }
        return pool instanceof ForkJoinPool executor
                && executor.getClass() == ForkJoinPool.class
                && executor.isShutdown();
    }

    private Schedulers() {}
}
