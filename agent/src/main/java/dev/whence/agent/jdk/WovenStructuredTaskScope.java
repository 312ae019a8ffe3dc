package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@code StructuredTaskScope}, a preview that changes from JDK to JDK, and its subtasks. Until JDK 24 it is a class with
 * subclasses, since then an interface.
 */
final class WovenStructuredTaskScope {
    private static final String HOOK = "StructuredTaskScope";
    private static final String HOOKS = "jdk/StructuredTaskScopeHooks";
    private static final String CLASS = "java/util/concurrent/StructuredTaskScope";
    private static final String IMPLEMENTATION = CLASS + "Impl";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(
                scopeClass().since(21).before(25),
                subtask(CLASS).since(21).before(25),
                shutdownOnSuccess().since(21).before(25),
                shutdownOnFailure().since(21).before(25),
                scope().since(25),
                subtask(IMPLEMENTATION).since(25));
    }

    private static WovenType scopeClass() {
        return WovenType.of(HOOK, CLASS)
                .at(Point.exit("<init>", "(Ljava/lang/String;Ljava/util/concurrent/ThreadFactory;)V")
                        .call(HOOKS, "load", "()V"))
                .at(joined("implJoin", "(Ljava/time/Duration;)V"))
                .at(closed());
    }

    private static WovenType scope() {
        return WovenType.of(HOOK, IMPLEMENTATION)
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(joined("join", "()Ljava/lang/Object;"))
                .at(closed());
    }

    private static Point joined(String method, String descriptor) {
        return Point.afterCall(method, descriptor, "awaitAll")
                .dup()
                .load(0)
                .call(HOOKS, "joined", "(ZLjava/lang/Object;)V");
    }

    private static Point closed() {
        return Point.afterCall("close", "()V", "close").load(0).call(HOOKS, "closed", OF_OBJECT);
    }

    private static WovenType subtask(String scope) {
        String name = scope + "$SubtaskImpl";
        return WovenType.of(HOOK, name)
                .at(Point.beforePut("run", "()V", "result").load(0).call(HOOKS, "completing", OF_OBJECT))
                .orLose(
                        "traces of exceptions of subtasks end where the subtask began",
                        Point.inCatch("run", "()V")
                                .dup()
                                .load(0)
                                .get(name, "task", "Ljava/util/concurrent/Callable;")
                                .call(HOOKS, "failed", "(Ljava/lang/Throwable;Ljava/lang/Object;)V"))
                .at(Point.exit("run", "()V")
                        .load(0)
                        .get(name, "scope", "L" + scope + ";")
                        .call(HOOKS, "ending", OF_OBJECT))
                .at(read(Point.exit("get", "()Ljava/lang/Object;")))
                .at(read(Point.exit("exception", "()Ljava/lang/Throwable;")));
    }

    /** Its result is that of a subtask which it does not name. */
    private static WovenType shutdownOnSuccess() {
        String mapped = "(Ljava/util/function/Function;)Ljava/lang/Object;";
        return WovenType.of(HOOK, CLASS + "$ShutdownOnSuccess").at(decided()).at(outcome("result", mapped));
    }

    private static WovenType shutdownOnFailure() {
        return WovenType.of(HOOK, CLASS + "$ShutdownOnFailure")
                .at(decided())
                .at(outcome("exception", "()Ljava/util/Optional;"))
                .at(outcome("throwIfFailed", "(Ljava/util/function/Function;)V"));
    }

    /** The current thread's subtask has decided what comes of the scope. */
    private static Point decided() {
        return Point.beforeCall("handleComplete", null, "shutdown").load(0).call(HOOKS, "completing", OF_OBJECT);
    }

    private static Point outcome(String method, String descriptor) {
        return read(Point.afterCall(method, descriptor, "ensureOwnerAndJoined"));
    }

    private static Point read(Point point) {
        return point.load(0).call(HOOKS, "read", OF_OBJECT);
    }

    private WovenStructuredTaskScope() {}
}
