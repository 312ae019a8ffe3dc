package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link java.util.concurrent.ThreadPoolExecutor}, its workers and the queues with a place for a task. Checked on JDK 17 and 25. */
final class WovenThreadPoolExecutor {
    private static final String HOOKS = "ThreadPoolHooks";
    private static final String WORKER = "java/util/concurrent/ThreadPoolExecutor$Worker";
    private static final String NODE = "java/util/concurrent/LinkedBlockingQueue$Node";
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String EXECUTOR = "Ljava/util/concurrent/ThreadPoolExecutor;";
    private static final String HANDLER = "Ljava/util/concurrent/RejectedExecutionHandler;";
    private static final String OBJECT_TO_OBJECT = "(Ljava/lang/Object;)Ljava/lang/Object;";

    static List<WovenType> types() {
        return List.of(executor(), worker(), node(), linkedQueue(), synchronousQueue());
    }

    /**
     * What takes the place of all of them if workers are loaded already and cannot get a field: the task of each runnable
     * stands in a table. Nothing is put in the runnable's place, which another agent that came first may know by it.
     */
    static List<WovenType> typesWithoutFields() {
        WovenType executor = WovenType.of("ThreadPoolExecutor", "java/util/concurrent/ThreadPoolExecutor")
                .at(Point.insteadOfCall("execute", "(Ljava/lang/Runnable;)V", "offer")
                        .call(HOOKS, "captureAndOffer", "(Ljava/util/concurrent/BlockingQueue;Ljava/lang/Object;)Z"))
                .at(Point.beforeCall("runWorker", null, "beforeExecute")
                        .dup()
                        .loadNull()
                        .call(HOOKS, "begin", "(Ljava/lang/Runnable;Ljava/lang/Object;)V"));
        WovenType worker = WovenType.of("ThreadPoolExecutor", WORKER)
                .at(Point.beforePut("<init>", null, "firstTask")
                        .call(HOOKS, "captureFirst", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;"));
        return List.of(running(executor), worker);
    }

    private static WovenType executor() {
        return running(WovenType.of("ThreadPoolExecutor", "java/util/concurrent/ThreadPoolExecutor")
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(Point.enter("execute", "(Ljava/lang/Runnable;)V")
                        .load(1)
                        .call(HOOKS, "capture", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;")
                        .store(1, RUNNABLE))
                .at(Point.insteadOfCall("execute", "(Ljava/lang/Runnable;)V", "offer")
                        .call(HOOKS, "offer", "(Ljava/util/concurrent/BlockingQueue;Ljava/lang/Object;)Z"))
                .at(Point.enter("remove", "(Ljava/lang/Runnable;)Z")
                        .load(1)
                        .call(HOOKS, "runnable", OBJECT_TO_OBJECT)
                        .store(1, RUNNABLE))
                .at(Point.insteadOfCall("reject", null, "rejectedExecution")
                        .call(HOOKS, "reject", "(" + HANDLER + "Ljava/lang/Runnable;" + EXECUTOR + ")V"))
                .at(Point.beforeCall("runWorker", null, "beforeExecute")
                        .dup()
                        .load(1)
                        .getInjected(WORKER)
                        .call(HOOKS, "begin", "(Ljava/lang/Runnable;Ljava/lang/Object;)V")
                        .load(1)
                        .loadNull()
                        .putInjected(WORKER)));
    }

    private static WovenType running(WovenType executor) {
        return executor.at(Point.enter("runWorker", null).call(HOOKS, "workerStarts", "()V"))
                .at(Point.beforeCall("runWorker", null, "afterExecute")
                        .dup()
                        .call(HOOKS, "failed", "(Ljava/lang/Throwable;)V"))
                .at(Point.beforeCall("runWorker", null, "unlock").call(HOOKS, "end", "()V"));
    }

    private static WovenType worker() {
        return WovenType.of("ThreadPoolExecutor", WORKER)
                .neededField()
                .at(Point.beforePut("<init>", null, "firstTask")
                        .load(0)
                        .load(2)
                        .call(HOOKS, "task", OBJECT_TO_OBJECT)
                        .putInjected(WORKER)
                        .call(HOOKS, "runnable", OBJECT_TO_OBJECT)
                        .cast(RUNNABLE));
    }

    private static WovenType node() {
        return WovenType.of("LinkedBlockingQueue", NODE)
                .neededField()
                .at(Point.beforePut("<init>", null, "item")
                        .load(0)
                        .load(1)
                        .call(HOOKS, "task", OBJECT_TO_OBJECT)
                        .putInjected(NODE)
                        .call(HOOKS, "runnable", OBJECT_TO_OBJECT));
    }

    private static WovenType linkedQueue() {
        return WovenType.of("LinkedBlockingQueue", "java/util/concurrent/LinkedBlockingQueue")
                .at(Point.beforePut("dequeue", null, "head")
                        .dup()
                        .getInjected(NODE)
                        .call("QueueHooks", "dequeued", "(Ljava/lang/Object;)V")
                        .dup()
                        .loadNull()
                        .putInjected(NODE));
    }

    private static WovenType synchronousQueue() {
        return WovenType.of("LinkedBlockingQueue", "java/util/concurrent/SynchronousQueue")
                .at(transferred("take", "()Ljava/lang/Object;"))
                .at(transferred("poll", "()Ljava/lang/Object;"))
                .at(transferred("poll", "(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;"));
    }

    private static Point transferred(String method, String descriptor) {
        return Point.exit(method, descriptor).call("QueueHooks", "transferred", OBJECT_TO_OBJECT);
    }

    private WovenThreadPoolExecutor() {}
}
