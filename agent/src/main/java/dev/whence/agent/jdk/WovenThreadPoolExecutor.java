package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link java.util.concurrent.ThreadPoolExecutor}, its workers and the queues with a place for a task. */
final class WovenThreadPoolExecutor {
    private static final String HOOKS = "jdk/ThreadPoolHooks";
    private static final String UNBOUND = "traces of exceptions that leave a runnable end in its pool";
    private static final String KEPT = "the last task that is drained from a queue is kept until the next is dequeued";
    private static final String COUNTED = "a runnable that was dropped has no correlation when it is submitted anew";
    private static final String WORKER = "java/util/concurrent/ThreadPoolExecutor$Worker";
    private static final String NODE = "java/util/concurrent/LinkedBlockingQueue$Node";
    private static final String QUEUE = "Ljava/util/concurrent/BlockingQueue;";
    private static final String RUNNABLE = "java/lang/Runnable";
    private static final String EXECUTOR_NAME = "java/util/concurrent/ThreadPoolExecutor";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";
    private static final String OF_RUNNABLE = "(Ljava/lang/Runnable;)V";
    private static final String OF_THROWABLE = "(Ljava/lang/Throwable;)V";
    private static final String EXECUTOR = "Ljava/util/concurrent/ThreadPoolExecutor;";
    private static final String HANDLER = "Ljava/util/concurrent/RejectedExecutionHandler;";
    private static final String OBJECT_TO_OBJECT = "(Ljava/lang/Object;)Ljava/lang/Object;";

    static List<WovenType> types(Start start, boolean withQueueEdges) {
        return start == Start.FIRST
                ? List.of(
                        executor(),
                        discardOldestPolicy(),
                        worker(),
                        node(withQueueEdges),
                        linkedQueue(),
                        synchronousQueue())
                : List.of(
                        executorWithoutFields(),
                        discardOldestPolicy(),
                        workerWithoutField(),
                        linkedQueueWithoutFields());
    }

    /**
     * If workers are loaded already and cannot get a field, the task of each runnable stands in a table. Nothing is put in
     * the runnable's place: another agent that came first may know it, and so do workers that are at work.
     */
    private static WovenType executorWithoutFields() {
        return WovenType.of("ThreadPoolExecutor", EXECUTOR_NAME)
                .byTable()
                .at(Point.insteadOfCall("execute", OF_RUNNABLE, "offer")
                        .call(HOOKS, "captureAndOffer", "(" + QUEUE + "Ljava/lang/Object;)Z"))
                .at(Point.exit("remove", "(Ljava/lang/Runnable;)Z")
                        .dup()
                        .load(1)
                        .call(HOOKS, "removed", "(ZLjava/lang/Object;)V"))
                .orLose(COUNTED, drained())
                .at(Point.enter("runWorker", null).call(HOOKS, "workerStarts", "()V"))
                .at(Point.exit("getTask", null).dup().call(HOOKS, "got", OF_OBJECT))
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

    private static Point executing(Point withRunnable) {
        return withRunnable.load(0).call(HOOKS, "executing", "(Ljava/lang/Runnable;" + EXECUTOR + ")V");
    }

    private static WovenType workerWithoutField() {
        return WovenType.of("ThreadPoolExecutor", WORKER)
                .at(Point.beforePut("<init>", null, "firstTask")
                        .call(HOOKS, "captureFirst", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;"))
                .at(Point.exit("lock", "()V").call(HOOKS, "locked", "()V"))
                .at(Point.enter("unlock", "()V")
                        .load(0)
                        .get(WORKER, "thread", "Ljava/lang/Thread;")
                        .call(HOOKS, "unlocked", "(Ljava/lang/Thread;)V"));
    }

    private static WovenType linkedQueueWithoutFields() {
        return WovenType.of("LinkedBlockingQueue", "java/util/concurrent/LinkedBlockingQueue")
                .byTable()
                .at(Point.exit("dequeue", null).dup().call(HOOKS, "got", OF_OBJECT));
    }

    private static WovenType executor() {
        return WovenType.of("ThreadPoolExecutor", EXECUTOR_NAME)
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(Point.enter("execute", OF_RUNNABLE)
                        .load(1)
                        .call(HOOKS, "capture", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;")
                        .store(1, RUNNABLE))
                .at(Point.insteadOfCall("execute", OF_RUNNABLE, "offer")
                        .call(HOOKS, "offer", "(" + QUEUE + "Ljava/lang/Object;)Z"))
                .at(Point.insteadOfCall("execute", OF_RUNNABLE, "remove")
                        .call(HOOKS, "remove", "(" + EXECUTOR + "Ljava/lang/Runnable;)Z"))
                .at(Point.exit("remove", "(Ljava/lang/Runnable;)Z")
                        .dup()
                        .load(0)
                        .get(EXECUTOR_NAME, "workQueue", QUEUE)
                        .load(1)
                        .call(HOOKS, "removed", "(Z" + QUEUE + "Ljava/lang/Object;)V"))
                .orLose(COUNTED, drained())
                .at(Point.insteadOfCall("reject", null, "rejectedExecution")
                        .call(HOOKS, "reject", "(" + HANDLER + "Ljava/lang/Runnable;" + EXECUTOR + ")V"))
                .at(Point.beforeCall("runWorker", null, "beforeExecute")
                        .dup()
                        .load(1)
                        .getInjected(WORKER)
                        .load(0)
                        .call(HOOKS, "begin", "(Ljava/lang/Runnable;Ljava/lang/Object;" + EXECUTOR + ")V")
                        .load(1)
                        .loadNull()
                        .putInjected(WORKER))
                .at(Point.enter("runWorker", null).call(HOOKS, "workerStarts", "()V"))
                .orLose(
                        UNBOUND,
                        Point.beforeCall("runWorker", null, "afterExecute")
                                .dup()
                                .call(HOOKS, "failed", OF_THROWABLE))
                .at(Point.beforeCall("runWorker", null, "unlock").call(HOOKS, "end", "()V"));
    }

    private static Point drained() {
        return Point.exit("drainQueue", null).dup().call(HOOKS, "drained", "(Ljava/util/List;)V");
    }

    private static WovenType discardOldestPolicy() {
        return WovenType.of("ThreadPoolExecutor", EXECUTOR_NAME + "$DiscardOldestPolicy")
                .orLose(
                        COUNTED,
                        Point.insteadOfCall("rejectedExecution", null, "poll")
                                .call(HOOKS, "poll", "(" + QUEUE + ")Ljava/lang/Object;"));
    }

    private static WovenType worker() {
        return WovenType.of("ThreadPoolExecutor", WORKER)
                .field()
                .at(Point.beforePut("<init>", null, "firstTask")
                        .load(0)
                        .load(2)
                        .call(HOOKS, "task", OBJECT_TO_OBJECT)
                        .putInjected(WORKER)
                        .call(HOOKS, "runnable", OBJECT_TO_OBJECT)
                        .cast(RUNNABLE));
    }

    private static WovenType node(boolean withQueueEdges) {
        return WovenType.of("LinkedBlockingQueue", NODE)
                .field()
                .at(Point.beforePut("<init>", null, "item")
                        .load(0)
                        .load(1)
                        .call(
                                withQueueEdges ? "jdk/QueueEdges" : HOOKS,
                                withQueueEdges ? "kept" : "task",
                                OBJECT_TO_OBJECT)
                        .putInjected(NODE)
                        .call(HOOKS, "runnable", OBJECT_TO_OBJECT));
    }

    private static WovenType linkedQueue() {
        return WovenType.of("LinkedBlockingQueue", "java/util/concurrent/LinkedBlockingQueue")
                .at(Point.beforePut("dequeue", null, "head")
                        .dup()
                        .getInjected(NODE)
                        .call("jdk/QueueHooks", "dequeued", "(Ljava/lang/Object;)V")
                        .dup()
                        .loadNull()
                        .putInjected(NODE))
                .orLose(KEPT, emptied("clear", "()V"))
                .orLose(KEPT, emptied("drainTo", "(Ljava/util/Collection;I)I"));
    }

    /** The node of what was taken out last stays in the queue, without it. */
    private static Point emptied(String method, String descriptor) {
        return Point.beforePut(method, descriptor, "head").dup().loadNull().putInjected(NODE);
    }

    private static WovenType synchronousQueue() {
        return WovenType.of("LinkedBlockingQueue", "java/util/concurrent/SynchronousQueue")
                .at(transferred("take", "()Ljava/lang/Object;"))
                .at(transferred("poll", "()Ljava/lang/Object;"))
                .at(transferred("poll", "(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;"));
    }

    private static Point transferred(String method, String descriptor) {
        return Point.exit(method, descriptor).call("jdk/QueueHooks", "transferred", OBJECT_TO_OBJECT);
    }

    private WovenThreadPoolExecutor() {}
}
