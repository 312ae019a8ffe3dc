package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@link java.util.concurrent.FutureTask}. */
final class WovenFutureTask {
    private static final String HOOKS = "jdk/FutureTaskHooks";
    private static final String UNORDERED = "the log does not name the task that a future was waited for";
    private static final String TASK = "java/util/concurrent/FutureTask";
    private static final String FUTURE = "(Ljava/util/concurrent/FutureTask;)V";

    static List<WovenType> types() {
        return List.of(WovenType.of("FutureTask", TASK)
                .field()
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(created("(Ljava/util/concurrent/Callable;)V"))
                .at(created("(Ljava/lang/Runnable;Ljava/lang/Object;)V"))
                .at(insteadOfCallable("run", "call"))
                .at(insteadOfCallable("runAndReset", "callPeriodic"))
                .orLose(
                        UNORDERED,
                        Point.enter("set", "(Ljava/lang/Object;)V").load(0).call(HOOKS, "completing", FUTURE))
                .orLose(
                        UNORDERED,
                        Point.enter("setException", "(Ljava/lang/Throwable;)V")
                                .load(0)
                                .call(HOOKS, "completing", FUTURE))
                .orLose(
                        "the traces of exceptions that a program completes a future with end where a task began",
                        Point.enter("setException", "(Ljava/lang/Throwable;)V")
                                .load(1)
                                .call("jdk/ThrowableHooks", "handedOver", "(Ljava/lang/Throwable;)V"))
                .at(Point.beforeCall("cancel", "(Z)Z", "finishCompletion")
                        .load(0)
                        .load(0)
                        .get(TASK, "runner", "Ljava/lang/Thread;")
                        .call(HOOKS, "cancelled", "(Ljava/util/concurrent/FutureTask;Ljava/lang/Thread;)V"))
                .orLose(UNORDERED, joined("()Ljava/lang/Object;"))
                .orLose(UNORDERED, joined("(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;")));
    }

    private static Point created(String constructor) {
        return Point.exit("<init>", constructor)
                .load(0)
                .load(1)
                .call(HOOKS, "created", "(Ljava/util/concurrent/FutureTask;Ljava/lang/Object;)V");
    }

    private static Point insteadOfCallable(String method, String hook) {
        return Point.insteadOfCall(method, null, "call")
                .load(0)
                .call(
                        HOOKS,
                        hook,
                        "(Ljava/util/concurrent/Callable;Ljava/util/concurrent/FutureTask;)Ljava/lang/Object;");
    }

    private static Point joined(String get) {
        return Point.beforeCall("get", get, "report").load(0).call(HOOKS, "joined", FUTURE);
    }

    private WovenFutureTask() {}
}
