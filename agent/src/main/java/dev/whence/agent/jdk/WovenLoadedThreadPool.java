package dev.whence.agent.jdk;

import static dev.whence.agent.jdk.WovenThreadPoolExecutor.COUNTED;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.EXECUTOR;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.EXECUTOR_NAME;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.OF_OBJECT;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.OF_RUNNABLE;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.OF_THROWABLE;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.QUEUE;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.UNBOUND;
import static dev.whence.agent.jdk.WovenThreadPoolExecutor.WORKER;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.concurrent.ThreadPoolExecutor} and its linked queue, if they were loaded before the agent.
 *
 * <p>Such classes have no fields for tasks. So the queue gets the runnable itself, and the task is in a table. Workers
 * that were started before the agent may stay inside {@code runWorker} and {@code getTask} for good, and these keep
 * their old code. So a run begins and ends in methods that the worker calls from its loop:
 *
 * <pre>{@code
 * public void execute(Runnable command) {
 *     ... LoadedThreadPoolHooks.captureAndOffer(workQueue, command) ...        // was workQueue.offer(command)
 * }
 *
 * Worker(Runnable firstTask) {
 *     ... this.firstTask = LoadedThreadPoolHooks.captureFirst(firstTask); ...
 * }
 *
 * private Runnable getTask() {
 *     ... LoadedThreadPoolHooks.got(r);
 *     return r; ...
 * }
 *
 * public void lock() {                               // of Worker
 *     acquire(1);
 *     LoadedThreadPoolHooks.locked();
 * }
 *
 * public void unlock() {                             // of Worker
 *     LoadedThreadPoolHooks.unlocked(thread);
 *     release(1);
 * }
 * }</pre>
 */
final class WovenLoadedThreadPool {
    private static final String HOOKS = "jdk/ThreadPoolHooks";
    private static final String LOADED_HOOKS = "jdk/LoadedThreadPoolHooks";

    static List<WovenType> types() {
        return List.of(executor(), WovenThreadPoolExecutor.discardOldestPolicy(), worker(), linkedQueue());
    }

    /**
     * The executor, if the class of its workers is loaded already and cannot get a field. No carrier takes the place of
     * the runnable. An agent that was attached before may rely on the runnable itself, and a worker that still runs its
     * old code would pass the carrier to the program.
     */
    private static WovenType executor() {
        return WovenType.of("ThreadPoolExecutor", EXECUTOR_NAME)
                .byTable()
                .at(Point.insteadOfCall("execute", OF_RUNNABLE, "offer")
                        .call(LOADED_HOOKS, "captureAndOffer", "(" + QUEUE + "Ljava/lang/Object;)Z"))
                .at(Point.exit("remove", "(Ljava/lang/Runnable;)Z")
                        .dup()
                        .load(1)
                        .call(LOADED_HOOKS, "removed", "(ZLjava/lang/Object;)V"))
                .orLose(COUNTED, WovenThreadPoolExecutor.drained())
                .at(Point.enter("runWorker", null).call(HOOKS, "workerStarts", "()V"))
                .at(Point.exit("getTask", null).dup().call(LOADED_HOOKS, "got", OF_OBJECT))
                .at(executing(
                        Point.beforeCall("runWorker", null, "beforeExecute").dup()))
                .at(executing(Point.enter("beforeExecute", null).load(2)))
                .orLose(UNBOUND, Point.enter("afterExecute", null).load(2).call(HOOKS, "failed", OF_THROWABLE))
                .orLose(
                        UNBOUND,
                        Point.beforeCall("runWorker", null, "afterExecute")
                                .dup()
                                .call(HOOKS, "failed", OF_THROWABLE));
    }

    /** A point before the run of a runnable. The hook finds out whether the task of the runnable has begun already. */
    private static Point executing(Point withRunnable) {
        return withRunnable.load(0).call(LOADED_HOOKS, "executing", "(Ljava/lang/Runnable;" + EXECUTOR + ")V");
    }

    /** The worker, if it cannot be given a field. */
    private static WovenType worker() {
        return WovenType.of("ThreadPoolExecutor", WORKER)
                .at(Point.beforePut("<init>", null, "firstTask")
                        .call(LOADED_HOOKS, "captureFirst", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;"))
                .at(Point.exit("lock", "()V").call(LOADED_HOOKS, "locked", "()V"))
                .at(Point.enter("unlock", "()V")
                        .load(0)
                        .get(WORKER, "thread", "Ljava/lang/Thread;")
                        .call(LOADED_HOOKS, "unlocked", "(Ljava/lang/Thread;)V"));
    }

    /** The queue, if its nodes cannot be given a field. */
    private static WovenType linkedQueue() {
        return WovenType.of("LinkedBlockingQueue", "java/util/concurrent/LinkedBlockingQueue")
                .byTable()
                .at(Point.exit("dequeue", null).dup().call(LOADED_HOOKS, "got", OF_OBJECT));
    }

    private WovenLoadedThreadPool() {}
}
