package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link Thread}, virtual threads, and the executor that starts one for each task.
 *
 * <p>A platform thread is given its context before it starts, as the first entry of its thread locals. So nothing has
 * to run when the thread begins, its body is not wrapped, and no table is needed:
 *
 * <pre>{@code
 * public void start() {                              // and start(ThreadContainer) since JDK 19
 *     ...
 *     ThreadHooks.threadLocal().createMap(this, ThreadHooks.starting(this, holder.task));
 *     start0();
 *     ...
 * }
 * }</pre>
 *
 * <p>{@code holder.task} is the runnable of the thread; on JDK 17 it is the field {@code target}. {@code createMap}
 * sets {@code threadLocals} of a thread and is package-private, which does not matter to code in a class of
 * {@code java.lang}. The receiver of {@code start0} is on the stack already, below what is added; the point needs four
 * slots more.
 *
 * <pre>{@code
 * private void exit() {
 *     ThreadHooks.ending(this);
 *     ...
 * }
 *
 * public final void join(long millis) {              // and join(Duration) since JDK 19; join() calls it
 *     ...
 *     ThreadHooks.joined(this);
 * }
 *
 * private void dispatchUncaughtException(Throwable e) {
 *     ThreadHooks.uncaught(e);
 *     ...
 * }
 * }</pre>
 *
 * <p>A virtual thread is given no thread locals, as most of them never ask for a context, and the map is several times
 * as large as what has to be kept. Its continuation has a field instead. Mounting and parking stay untouched:
 *
 * <pre>{@code
 * VThreadContinuation(VirtualThread vthread, Runnable task) {
 *     ...
 *     VirtualThreadHooks.made(this, task);
 * }
 *
 * void start(ThreadContainer container) {            // of VirtualThread
 *     ... VirtualThreadHooks.starting(this);
 *     setThreadContainer(container);
 *     ...
 * }
 *
 * private void run(Runnable task) {
 *     ...
 *     VirtualThreadHooks.ending(this);
 * }
 *
 * public void execute(Runnable task) {               // of ThreadPerTaskExecutor
 *     start(task);
 *     ThreadHooks.given(task);
 * }
 * }</pre>
 *
 * <p>{@code setThreadContainer} is the first call after the thread's state says that it is started, so a second
 * {@code start} has thrown by then.
 */
final class WovenThread {
    private static final String HOOKS = "jdk/ThreadHooks";
    private static final String VIRTUAL_HOOKS = "jdk/VirtualThreadHooks";
    private static final String UNORDERED = "the log does not name the threads that a join has waited for";
    private static final String THREAD = "java/lang/Thread";
    private static final String OF_THREAD = "(Ljava/lang/Thread;)V";
    private static final String OF_RUNNABLE = "(Ljava/lang/Runnable;)V";
    private static final String OF_THROWABLE = "(Ljava/lang/Throwable;)V";
    private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)V";

    static List<WovenType> types() {
        return List.of(
                thread(),
                virtualThread().since(21),
                continuation().since(21),
                threadPerTaskExecutor().since(21));
    }

    private static WovenType thread() {
        return WovenType.of("Thread", THREAD)
                .before(19, startingWithTarget())
                .since(19, starting("()V"))
                .since(19, starting(CONTAINER))
                .orLose(
                        "traces of uncaught exceptions end where their thread began",
                        Point.enter("dispatchUncaughtException", null).load(1).call(HOOKS, "uncaught", OF_THROWABLE))
                .orLose(UNORDERED, Point.enter("exit", "()V").load(0).call(HOOKS, "ending", OF_THREAD))
                .orLose(UNORDERED, joined("(J)V"))
                .since(19, joined("(Ljava/time/Duration;)Z"));
    }

    private static WovenType virtualThread() {
        return WovenType.of("VirtualThread", "java/lang/VirtualThread")
                .at(Point.beforeCall("start", CONTAINER, "setThreadContainer")
                        .load(0)
                        .call(VIRTUAL_HOOKS, "starting", OF_THREAD))
                .orLose(UNORDERED, Point.exit("run", OF_RUNNABLE).load(0).call(VIRTUAL_HOOKS, "ending", OF_THREAD));
    }

    /** The continuation of a virtual thread. The runtime reads and writes its field. */
    private static WovenType continuation() {
        return WovenType.of("VirtualThread", "java/lang/VirtualThread$VThreadContinuation")
                .field()
                .at(Point.exit("<init>", "(Ljava/lang/VirtualThread;Ljava/lang/Runnable;)V")
                        .load(0)
                        .load(2)
                        .call(VIRTUAL_HOOKS, "made", "(Ljava/lang/Object;Ljava/lang/Runnable;)V"));
    }

    private static WovenType threadPerTaskExecutor() {
        return WovenType.of("Thread", "java/util/concurrent/ThreadPerTaskExecutor")
                .at(Point.exit("execute", OF_RUNNABLE).load(1).call(HOOKS, "given", OF_RUNNABLE));
    }

    /** The current task has waited for the thread, or has given up. The hook finds out which. */
    private static Point joined(String descriptor) {
        return Point.exit("join", descriptor).load(0).call(HOOKS, "joined", OF_THREAD);
    }

    /** The start of a thread up to JDK 18. */
    private static Point startingWithTarget() {
        return starting(threadLocal("()V").get(THREAD, "target", "Ljava/lang/Runnable;"));
    }

    /** The start of a thread since JDK 19. */
    private static Point starting(String descriptor) {
        return starting(threadLocal(descriptor)
                .get(THREAD, "holder", "Ljava/lang/Thread$FieldHolder;")
                .get("java/lang/Thread$FieldHolder", "task", "Ljava/lang/Runnable;"));
    }

    /** Creates the map of thread locals with the state of the new thread. The body of the thread is on the stack. */
    private static Point starting(Point body) {
        return body.call(HOOKS, "starting", "(Ljava/lang/Thread;Ljava/lang/Object;)Ljava/lang/Object;")
                .callVirtual("java/lang/ThreadLocal", "createMap", "(Ljava/lang/Thread;Ljava/lang/Object;)V");
    }

    /**
     * Pushes the thread local of the runtime and the thread three times: for createMap, for the hook, and to get its
     * body from.
     */
    private static Point threadLocal(String descriptor) {
        return Point.beforeCall("start", descriptor, "start0")
                .call(HOOKS, "threadLocal", "()Ljava/lang/ThreadLocal;")
                .load(0)
                .load(0)
                .load(0);
    }

    private WovenThread() {}
}
