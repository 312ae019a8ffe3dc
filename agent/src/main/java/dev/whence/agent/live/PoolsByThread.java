package dev.whence.agent.live;

import dev.whence.runtime.PoolName;
import dev.whence.runtime.table.InjectedField;
import java.util.IdentityHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinWorkerThread;
import java.util.concurrent.locks.AbstractQueuedSynchronizer;
import org.jspecify.annotations.Nullable;

/** The pools that threads belong to. A pool without a live thread has no work. */
final class PoolsByThread {
    private static final JdkField HOLDER = JdkField.of(Thread.class, "holder");
    private static final JdkField HELD = JdkField.of("java.lang.Thread$FieldHolder", "task");
    private static final JdkField TARGET = JdkField.of(Thread.class, "target");
    private static final @Nullable Class<?> WORKER =
            InjectedField.type("java.util.concurrent.ThreadPoolExecutor$Worker");
    private static final JdkField OF_WORKER = JdkField.of("java.util.concurrent.ThreadPoolExecutor$Worker", "this$0");
    private static final JdkField COMPLETED =
            JdkField.of("java.util.concurrent.ThreadPoolExecutor$Worker", "completedTasks");
    private static final JdkField LOCK = JdkField.of(AbstractQueuedSynchronizer.class, "state");
    private static final JdkField OF_FORK_JOIN = JdkField.of(ForkJoinWorkerThread.class, "pool");

    private final Graph graph;
    private final IdentityHashMap<Executor, Pool> pools = new IdentityHashMap<>();

    PoolsByThread(Graph graph) {
        this.graph = graph;
    }

    /** Adds a thread to its pool, if it has one. {@code hasTask} tells whether it runs a task that the agent knows. */
    void add(Thread thread, boolean hasTask) {
        Object worker = worker(thread);
        Executor executor = (Executor) (worker == null ? forkJoinPool(thread) : OF_WORKER.get(worker));
        if (executor != null) {
            Pool pool = of(executor, PoolName.of(thread.getName()));
            pool.threads++;
            pool.workers.add(thread);
            // A worker of a thread pool holds its own lock while it runs work.
            boolean isActive = worker == null ? hasTask : LOCK.getInt(worker) == 1;
            pool.active += isActive ? 1 : 0;
            pool.completedByWorkers += worker == null ? 0 : COMPLETED.getLong(worker);
        }
    }

    /** Returns the pool of an executor, which gets the name if it is new. */
    Pool of(Executor executor, String name) {
        Pool pool = pools.get(executor);
        if (pool == null) {
            pool = new Pool(executor, name);
            pools.put(executor, pool);
            graph.pools.add(pool);
        }
        return pool;
    }

    private static @Nullable Object forkJoinPool(Thread thread) {
        return thread instanceof ForkJoinWorkerThread ? OF_FORK_JOIN.get(thread) : null;
    }

    /** Returns the worker of a thread pool that a thread runs, or null if it runs none. */
    private static @Nullable Object worker(Thread thread) {
        Object holder = HOLDER.get(thread);
        Object body = holder == null ? TARGET.get(thread) : HELD.get(holder);
        return WORKER != null && WORKER.isInstance(body) ? body : null;
    }
}
