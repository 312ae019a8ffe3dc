package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@code StructuredTaskScope}, a preview that changes from JDK to JDK, and its subtasks. Checked on JDK 25. */
final class WovenStructuredTaskScope {
    private static final String HOOKS = "StructuredTaskScopeHooks";
    private static final String SCOPE = "java/util/concurrent/StructuredTaskScopeImpl";
    private static final String SUBTASK = SCOPE + "$SubtaskImpl";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return Runtime.version().feature() < 25 ? List.of() : List.of(scope(), subtask());
    }

    private static WovenType scope() {
        return WovenType.of("StructuredTaskScope", SCOPE)
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(Point.afterCall("join", "()Ljava/lang/Object;", "awaitAll")
                        .dup()
                        .load(0)
                        .call(HOOKS, "joined", "(ZLjava/lang/Object;)V"))
                .at(Point.afterCall("close", "()V", "close").load(0).call(HOOKS, "closed", OF_OBJECT));
    }

    private static WovenType subtask() {
        return WovenType.of("StructuredTaskScope", SUBTASK)
                .at(Point.beforePut("run", "()V", "result").load(0).call(HOOKS, "completing", OF_OBJECT))
                .at(Point.exit("run", "()V")
                        .load(0)
                        .get(SUBTASK, "scope", "L" + SCOPE + ";")
                        .call(HOOKS, "ending", OF_OBJECT))
                .at(Point.exit("get", "()Ljava/lang/Object;").load(0).call(HOOKS, "read", OF_OBJECT))
                .at(Point.exit("exception", "()Ljava/lang/Throwable;").load(0).call(HOOKS, "read", OF_OBJECT));
    }

    private WovenStructuredTaskScope() {}
}
