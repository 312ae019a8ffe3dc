package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The futures of Netty's executors, which {@code submit} and {@code schedule} make of a task. As with
 * {@link java.util.concurrent.FutureTask}, what was captured is in a field of the future:
 *
 * <pre>{@code
 * PromiseTask(EventExecutor executor, Callable<V> callable) {        // and for a Runnable, with or without a result
 *     ...
 *     this.whence$ = NettyTaskHooks.created(callable);
 * }
 *
 * V runTask() throws Throwable {
 *     ... return NettyTaskHooks.call((Callable) task, this.whence$);      // was ((Callable) task).call()
 *     ... NettyTaskHooks.run((Runnable) task, this.whence$); ...         // was ((Runnable) task).run()
 * }
 *
 * ScheduledFutureTask(AbstractScheduledEventExecutor executor, Runnable runnable, long nanoTime, long period) {
 *     ...                                            // super(...) has set the field
 *     NettyTaskHooks.periodic(this.whence$);
 * }
 * }</pre>
 *
 * <p>Checked with 4.1.138 and 4.2.20.
 */
final class WovenNettyTask {
    private static final String HOOK = "Netty tasks";
    private static final String HOOKS = "library/NettyTaskHooks";
    private static final String PACKAGE = "io/netty/util/concurrent/";
    private static final String PROMISE = PACKAGE + "PromiseTask";

    /** The woven types. */
    static List<WovenType> types() {
        return List.of(promise(), scheduled());
    }

    private static WovenType promise() {
        return WovenType.of(HOOK, PROMISE)
                .field()
                .at(Point.exit("<init>", null)
                        .load(0)
                        .load(2)
                        .call(HOOKS, "created", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .putInjected(PROMISE))
                .at(insteadOf("call", "(Ljava/util/concurrent/Callable;Ljava/lang/Object;)Ljava/lang/Object;"))
                .at(insteadOf("run", "(Ljava/lang/Runnable;Ljava/lang/Object;)V"));
    }

    private static Point insteadOf(String method, String hook) {
        return Point.insteadOfCall("runTask", null, method)
                .load(0)
                .getInjected(PROMISE)
                .call(HOOKS, method, hook);
    }

    private static WovenType scheduled() {
        return WovenType.of(HOOK, PACKAGE + "ScheduledFutureTask")
                .at(periodic("Ljava/lang/Runnable;"))
                .at(periodic("Ljava/util/concurrent/Callable;"));
    }

    /** A constructor of a future that runs again and again. It reads the field of its superclass. */
    private static Point periodic(String task) {
        return Point.exit("<init>", "(L" + PACKAGE + "AbstractScheduledEventExecutor;" + task + "JJ)V")
                .load(0)
                .getInjected(PROMISE)
                .call(HOOKS, "periodic", "(Ljava/lang/Object;)V");
    }

    private WovenNettyTask() {}
}
