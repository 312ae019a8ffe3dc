package dev.whence.agent.live;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ThreadPoolExecutor;

/** Whether a pool has work in its queue, and adds no thread for it. */
final class Fullness {
    private static final JdkField CORE = JdkField.of(ThreadPoolExecutor.class, "corePoolSize");
    private static final JdkField LARGEST = JdkField.of(ThreadPoolExecutor.class, "maximumPoolSize");
    private static final JdkField QUEUE = JdkField.of(ThreadPoolExecutor.class, "workQueue");

    static boolean isFull(Pool pool) {
        return pool.queued > 0 && !pool.workers.isEmpty() && pool.workers.size() >= most(pool);
    }

    /** Returns how many threads the pool has before it queues work. No method of an application's class is called, and no lock taken. */
    private static int most(Pool pool) {
        if (pool.executor instanceof ThreadPoolExecutor executor) {
            Object queue = QUEUE.get(executor);
            boolean takesMore =
                    queue != null && queue.getClass().getClassLoader() == null && QueueLength.room(queue) > 0;
            return takesMore ? Math.max(1, CORE.getInt(executor)) : LARGEST.getInt(executor);
        }
        return pool.executor instanceof ForkJoinPool executor && executor.getClass() == ForkJoinPool.class
                ? executor.getParallelism()
                : Integer.MAX_VALUE;
    }

    private Fullness() {}
}
