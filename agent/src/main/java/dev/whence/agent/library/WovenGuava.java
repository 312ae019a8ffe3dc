package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * Guava's {@code ListenableFuture}s: each listener runs in the context of the code that added it.
 *
 * <p>A future that is not complete keeps listener and executor in a list. The agent replaces the executor in it, which
 * the program cannot see there, and leaves the listener:
 *
 * <pre>{@code
 * Listener(Runnable task, Executor executor) {       // of AbstractFuture; RunnableExecutorPair is the same
 *     this.task = task;
 *     this.executor = GuavaHooks.registered(executor, task);
 * }
 *
 * private Failure(Throwable exception) {
 *     GuavaHooks.handedOver(exception);
 *     ...
 * }
 * }</pre>
 *
 * <p>When the constructor writes {@code executor}, the value to replace is on the stack. The constructor without
 * parameters, for the end of the list, is left alone: it has another descriptor.
 *
 * <p>In a running application the lists may hold listeners that were added before the agent was attached. So the
 * methods that take listeners out replace the executor too, unless it is one of the agent's:
 *
 * <pre>{@code
 * static void complete(AbstractFuture<?> param, ...) {
 *     ... executeListener(task, GuavaHooks.completing(executor, task)); ...
 * }
 * }</pre>
 *
 * <p>Checked with 25.1, 31.1 and 33.8.0.
 */
final class WovenGuava {
    private static final String HOOK = "Guava";
    private static final String HOOKS = "library/GuavaHooks";
    private static final String PACKAGE = "com/google/common/util/concurrent/";
    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";
    private static final String RUNNABLE = "Ljava/lang/Runnable;";

    static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>();
        types.add(listener("AbstractFuture$Listener", "(" + RUNNABLE + EXECUTOR + ")V"));
        types.add(listener(
                "ExecutionList$RunnableExecutorPair",
                "(" + RUNNABLE + EXECUTOR + "L" + PACKAGE + "ExecutionList$RunnableExecutorPair;)V"));
        types.add(WovenType.of(HOOK, PACKAGE + "AbstractFuture$Failure")
                .at(Point.enter("<init>", "(Ljava/lang/Throwable;)V")
                        .load(1)
                        .call(HOOKS, "handedOver", "(Ljava/lang/Throwable;)V")));
        if (start == Start.LATE) {
            types.add(completing("AbstractFuture", "complete"));
            types.add(completing("ExecutionList", "execute"));
        }
        return types;
    }

    private static WovenType listener(String name, String constructor) {
        return WovenType.of(HOOK, PACKAGE + name)
                .at(Point.beforePut("<init>", constructor, "executor")
                        .load(1)
                        .call(HOOKS, "registered", "(" + EXECUTOR + RUNNABLE + ")" + EXECUTOR));
    }

    /** A method that takes listeners out of a list. The executor is on the stack, and the listener below it. */
    private static WovenType completing(String name, String method) {
        return WovenType.of(HOOK, PACKAGE + name)
                .at(Point.beforeCall(method, null, "executeListener")
                        .dupSecond()
                        .call(HOOKS, "completing", "(" + EXECUTOR + RUNNABLE + ")" + EXECUTOR));
    }

    private WovenGuava() {}
}
