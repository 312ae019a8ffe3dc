package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link Thread}, virtual threads, and the executor that starts one for each task. */
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

    private static Point joined(String descriptor) {
        return Point.exit("join", descriptor).load(0).call(HOOKS, "joined", OF_THREAD);
    }

    private static Point startingWithTarget() {
        return starting(threadLocal("()V").get(THREAD, "target", "Ljava/lang/Runnable;"));
    }

    private static Point starting(String descriptor) {
        return starting(threadLocal(descriptor)
                .get(THREAD, "holder", "Ljava/lang/Thread$FieldHolder;")
                .get("java/lang/Thread$FieldHolder", "task", "Ljava/lang/Runnable;"));
    }

    /** Gives the thread its first thread local: {@code threadLocal.createMap(thread, ThreadHooks.starting(thread, body))}. */
    private static Point starting(Point body) {
        return body.call(HOOKS, "starting", "(Ljava/lang/Thread;Ljava/lang/Object;)Ljava/lang/Object;")
                .callVirtual("java/lang/ThreadLocal", "createMap", "(Ljava/lang/Thread;Ljava/lang/Object;)V");
    }

    private static Point threadLocal(String descriptor) {
        return Point.beforeCall("start", descriptor, "start0")
                .call(HOOKS, "threadLocal", "()Ljava/lang/ThreadLocal;")
                .load(0)
                .load(0)
                .load(0);
    }

    private WovenThread() {}
}
