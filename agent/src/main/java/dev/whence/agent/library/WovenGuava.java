package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** Guava's {@code ListenableFuture}s: the listeners that wait in their lists. Checked with 25.1, 31.1 and 33.8.0. */
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

    /** The lists may hold listeners that were there before the agent. */
    private static WovenType completing(String name, String method) {
        return WovenType.of(HOOK, PACKAGE + name)
                .at(Point.beforeCall(method, null, "executeListener")
                        .dupSecond()
                        .call(HOOKS, "completing", "(" + EXECUTOR + RUNNABLE + ")" + EXECUTOR));
    }

    private WovenGuava() {}
}
