package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.concurrent.ThreadPoolExecutor}, its workers, and the queues that have a place for a task.
 *
 * <p>The runtime's {@code ThreadPoolHooks} explains why a raw runnable is neither wrapped nor looked up in a table.
 * Instead, a carrier takes its place from the beginning of {@code execute} to the constructor of a worker or of a
 * queue's node:
 *
 * <pre>{@code
 * public void execute(Runnable command) {
 *     command = ThreadPoolHooks.capture(command);                            // a carrier, or command itself
 *     ...
 *     if (isRunning(c) && ThreadPoolHooks.offer(workQueue, command)) {          // was workQueue.offer(command)
 *         ...
 *         if (!isRunning(recheck) && ThreadPoolHooks.remove(this, command))    // was remove(command)
 *             reject(command);
 *         ...
 *     } else if (!addWorker(command, false))
 *         reject(command);
 * }
 *
 * final void reject(Runnable command) {
 *     ThreadPoolHooks.reject(handler, command, this);        // was handler.rejectedExecution(command, this)
 * }
 *
 * Worker(Runnable firstTask) {
 *     ...
 *     this.whence$ = ThreadPoolHooks.task(firstTask);
 *     this.firstTask = (Runnable) ThreadPoolHooks.runnable(firstTask);
 *     ...
 * }
 *
 * Node(E x) {                                        // of LinkedBlockingQueue
 *     this.whence$ = ThreadPoolHooks.task(x);
 *     item = (E) ThreadPoolHooks.runnable(x);
 * }
 * }</pre>
 *
 * <p>The parameter itself is replaced, by a value of its declared type. So no local variable is added, and all later
 * code of {@code execute} sees the carrier. Three calls would pass the carrier to the program: to a queue, to an
 * overridden {@code remove} and to a handler. They are replaced by hooks that pass the program's own runnable.
 *
 * <p>The runnable runs in the context that was captured, from before {@code beforeExecute} until after
 * {@code afterExecute}:
 *
 * <pre>{@code
 * private E dequeue() {                              // of LinkedBlockingQueue, called by take and poll
 *     ...
 *     QueueHooks.dequeued(first.whence$);            // to the current thread, a worker
 *     first.whence$ = null;
 *     head = first;
 *     ...
 * }
 *
 * final void runWorker(Worker w) {
 *     ThreadPoolHooks.workerStarts();
 *     ...
 *     while (task != null || (task = getTask()) != null) {
 *         w.lock();
 *         ...
 *         try {
 *             ThreadPoolHooks.begin(task, w.whence$, this);
 *             w.whence$ = null;                      // the first task of the worker
 *             beforeExecute(wt, task);
 *             try {
 *                 task.run();
 *                 ThreadPoolHooks.failed(null);
 *                 afterExecute(task, null);
 *             } catch (Throwable ex) {
 *                 ThreadPoolHooks.failed(ex);
 *                 afterExecute(task, ex);
 *                 throw ex;
 *             }
 *         } finally {
 *             ...
 *             ThreadPoolHooks.end();
 *             w.unlock();
 *         }
 *     }
 *     ...
 * }
 * }</pre>
 *
 * <p>Each of these points stands before a call, whose arguments are on the stack, and copies what it needs from there.
 * Of the local variables only the parameter {@code w} is loaded. {@code runWorker} also unlocks the worker before its
 * loop, where {@code end} finds nothing to end.
 *
 * <p>If the classes were loaded before the agent, they have no fields: see {@link WovenLoadedThreadPool}.
 */
final class WovenThreadPoolExecutor {
    private static final String HOOKS = "jdk/ThreadPoolHooks";

    /** The effect of a missing point that sees a runnable fail. */
    static final String UNBOUND = "traces of exceptions that leave a runnable end in its pool";

    private static final String KEPT = "the last task that is drained from a queue is kept until the next is dequeued";
    static final String COUNTED = "a runnable that was dropped has no correlation when it is submitted anew";
    static final String WORKER = "java/util/concurrent/ThreadPoolExecutor$Worker";
    private static final String NODE = "java/util/concurrent/LinkedBlockingQueue$Node";
    static final String QUEUE = "Ljava/util/concurrent/BlockingQueue;";
    private static final String RUNNABLE = "java/lang/Runnable";
    static final String EXECUTOR_NAME = "java/util/concurrent/ThreadPoolExecutor";
    static final String OF_OBJECT = "(Ljava/lang/Object;)V";
    static final String OF_RUNNABLE = "(Ljava/lang/Runnable;)V";
    static final String OF_THROWABLE = "(Ljava/lang/Throwable;)V";
    static final String EXECUTOR = "Ljava/util/concurrent/ThreadPoolExecutor;";
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
                : WovenLoadedThreadPool.types();
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

    /** A pool that is shut down returns the runnables that will not run. */
    static Point drained() {
        return Point.exit("drainQueue", null).dup().call(HOOKS, "drained", "(Ljava/util/List;)V");
    }

    /** The handler that drops the oldest runnable of the queue. */
    static WovenType discardOldestPolicy() {
        return WovenType.of("ThreadPoolExecutor", EXECUTOR_NAME + "$DiscardOldestPolicy")
                .orLose(
                        COUNTED,
                        Point.insteadOfCall("rejectedExecution", null, "poll")
                                .call(HOOKS, "poll", "(" + QUEUE + ")Ljava/lang/Object;"));
    }

    /**
     * The worker with a field for the task of its first runnable. The constructor of an inner class has the outer
     * object as parameter 1.
     */
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

    /**
     * The node with a field. With edges through queues, the field serves both: a task, or the frontier of another
     * element.
     */
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

    /**
     * The queue hands the task of a node to the thread that dequeues. The node stays as the new head, so it is cleared.
     */
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

    /** The last node stays in the queue as its head, without the element. So it must not keep the task either. */
    private static Point emptied(String method, String descriptor) {
        return Point.beforePut(method, descriptor, "head").dup().loadNull().putInjected(NODE);
    }

    /**
     * The queue without a buffer. The element goes from {@code offer} to {@code take} directly, so the carrier is taken
     * apart here.
     */
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
