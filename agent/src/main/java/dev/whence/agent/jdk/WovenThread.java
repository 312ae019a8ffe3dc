package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link Thread}, virtual threads, and the executor that starts one for each task. Checked on JDK 17 and 25. */
final class WovenThread {
    private static final String HOOKS = "ThreadHooks";
    private static final String THREAD = "java/lang/Thread";
    private static final String OF_THREAD = "(Ljava/lang/Thread;)V";
    private static final String OF_RUNNABLE = "(Ljava/lang/Runnable;)V";
    private static final String OF_THROWABLE = "(Ljava/lang/Throwable;)V";
    private static final String CONTAINER = "(Ljdk/internal/vm/ThreadContainer;)V";

    static List<WovenType> types() {
        return Runtime.version().feature() < 21
                ? List.of(thread())
                : List.of(thread(), virtualThread(), threadPerTaskExecutor());
    }

    private static WovenType thread() {
        return WovenType.of("Thread", THREAD)
                .before(19, starting("start", "()V", "start0", Holder.NONE))
                .since(19, starting("start", "()V", "start0", Holder.FIELDS))
                .since(19, starting("start", CONTAINER, "start0", Holder.FIELDS))
                .at(Point.enter("dispatchUncaughtException", null).load(1).call(HOOKS, "uncaught", OF_THROWABLE))
                .at(Point.enter("exit", "()V").load(0).call(HOOKS, "ending", OF_THREAD))
                .at(joined("(J)V"))
                .since(19, joined("(Ljava/time/Duration;)Z"));
    }

    private static WovenType virtualThread() {
        String constructor = "(Ljava/util/concurrent/Executor;Ljava/lang/String;ILjava/lang/Runnable;)V";
        return WovenType.of("VirtualThread", "java/lang/VirtualThread")
                .at(Point.exit("<init>", constructor).load(4).call(HOOKS, "given", OF_RUNNABLE))
                .at(starting("start", CONTAINER, "setThreadContainer", Holder.UNKNOWN))
                .at(Point.enter("run", OF_RUNNABLE).load(1).call(HOOKS, "running", OF_RUNNABLE))
                .at(Point.exit("run", OF_RUNNABLE).load(0).call(HOOKS, "ending", OF_THREAD));
    }

    private static WovenType threadPerTaskExecutor() {
        return WovenType.of("Thread", "java/util/concurrent/ThreadPerTaskExecutor")
                .at(Point.exit("execute", OF_RUNNABLE).load(1).call(HOOKS, "given", OF_RUNNABLE));
    }

    private static Point joined(String descriptor) {
        return Point.exit("join", descriptor).load(0).call(HOOKS, "joined", OF_THREAD);
    }

    /** Where a thread keeps what it is to run. */
    private enum Holder {
        NONE,
        FIELDS,
        UNKNOWN
    }

    /** Gives the thread its first thread local: {@code threadLocal.createMap(thread, state)}. */
    private static Point starting(String method, String descriptor, String before, Holder holder) {
        Point point = Point.beforeCall(method, descriptor, before)
                .call(HOOKS, "threadLocal", "()Ljava/lang/ThreadLocal;")
                .load(0)
                .load(0);
        String arguments = pushFunction(point, holder) ? "Ljava/lang/Thread;Ljava/lang/Object;" : "Ljava/lang/Thread;";
        return point.call(HOOKS, "starting", "(" + arguments + ")Ljava/lang/Object;")
                .callVirtual("java/lang/ThreadLocal", "createMap", "(Ljava/lang/Thread;Ljava/lang/Object;)V");
    }

    /** Loads what the thread is to run, if that can be known. */
    private static boolean pushFunction(Point point, Holder holder) {
        switch (holder) {
            case NONE -> point.load(0).get(THREAD, "target", "Ljava/lang/Runnable;");
            case FIELDS ->
                point.load(0)
                        .get(THREAD, "holder", "Ljava/lang/Thread$FieldHolder;")
                        .get("java/lang/Thread$FieldHolder", "task", "Ljava/lang/Runnable;");
            case UNKNOWN -> {
                return false;
            }
        }
        return true;
    }

    private WovenThread() {}
}
