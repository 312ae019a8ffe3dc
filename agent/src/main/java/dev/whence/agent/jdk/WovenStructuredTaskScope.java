package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@code StructuredTaskScope}, a preview that changes from JDK to JDK, and its subtasks. It is a class with subclasses
 * up to JDK 24, and an interface with one implementation since JDK 25.
 *
 * <p>A subtask is a thread, so {@link WovenThread} gives it its context. What is woven here are the edges from the
 * subtasks to the owner of the scope:
 *
 * <pre>{@code
 * public R join() {                                  // implJoin(Duration) up to JDK 24
 *     ... boolean done = flock.awaitAll();
 *     StructuredTaskScopeHooks.joined(done, this); ...
 * }
 *
 * public void close() {
 *     ... flock.close();
 *     StructuredTaskScopeHooks.closed(this); ...
 * }
 *
 * public void run() {                                // of SubtaskImpl
 *     ... try {
 *         result = task.call();
 *     } catch (Throwable e) {
 *         StructuredTaskScopeHooks.failed(e, task);
 *         ...
 *     }
 *     if (scope.isCancelled()) {                     // isShutdown() up to JDK 24
 *         StructuredTaskScopeHooks.ending(scope);
 *         return;
 *     }
 *     StructuredTaskScopeHooks.completing(this);
 *     this.result = ...;
 *     ...
 *     StructuredTaskScopeHooks.ending(scope);
 * }
 *
 * public T get() {                                   // exception() is the same
 *     ...
 *     StructuredTaskScopeHooks.read(this);
 *     return ...;
 * }
 * }</pre>
 *
 * <p>The frontier is written before {@code result}, the field that publishes it. {@code awaitAll} returns true when all
 * threads have ended, and false if the owner was woken before that.
 *
 * <p>Up to JDK 24 the program may ask one of two subclasses for the outcome. The subtask that decides it is noted
 * before it calls {@code shutdown}, and {@code result}, {@code exception} and {@code throwIfFailed} read it after they
 * have checked that the owner has joined.
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

    /** The scope up to JDK 24. */
    private static WovenType scopeClass() {
        return WovenType.of(HOOK, CLASS)
                .at(Point.exit("<init>", "(Ljava/lang/String;Ljava/util/concurrent/ThreadFactory;)V")
                        .call(HOOKS, "load", "()V"))
                .at(joined("implJoin", "(Ljava/time/Duration;)V"))
                .at(closed());
    }

    /** The scope since JDK 25. */
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

    /** The scope that takes the first result. It does not name the subtask that has it. */
    private static WovenType shutdownOnSuccess() {
        String mapped = "(Ljava/util/function/Function;)Ljava/lang/Object;";
        return WovenType.of(HOOK, CLASS + "$ShutdownOnSuccess").at(decided()).at(outcome("result", mapped));
    }

    /** The scope that takes the first failure. */
    private static WovenType shutdownOnFailure() {
        return WovenType.of(HOOK, CLASS + "$ShutdownOnFailure")
                .at(decided())
                .at(outcome("exception", "()Ljava/util/Optional;"))
                .at(outcome("throwIfFailed", "(Ljava/util/function/Function;)V"));
    }

    /** The current thread's subtask has decided the outcome of the scope. */
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
