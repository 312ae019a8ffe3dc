package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.concurrent.ForkJoinTask}, {@link java.util.concurrent.ForkJoinPool} and
 * {@link java.util.concurrent.CountedCompleter}.
 */
final class WovenForkJoin {
    private static final String HOOKS = "jdk/ForkJoinHooks";
    private static final String UNORDERED =
            "the log does not name all the tasks that a join or a parallel stream has waited for";
    private static final String OF_TASK = "(Ljava/util/concurrent/ForkJoinTask;)V";
    private static final String OF_FAILURE = "(Ljava/lang/Throwable;Ljava/util/concurrent/ForkJoinTask;)V";
    private static final String COMPLETION = "jdk/CompleterHooks";
    private static final String COMPLETER = "Ljava/util/concurrent/CountedCompleter;";
    private static final String SCHEDULED = "java/util/concurrent/DelayScheduler$ScheduledForkJoinTask";

    static List<WovenType> types() {
        return List.of(task(), pool(), completer());
    }

    private static WovenType task() {
        return WovenType.of("ForkJoinTask", "java/util/concurrent/ForkJoinTask")
                .field()
                .at(Point.exit("<clinit>", "()V").call(HOOKS, "load", "()V"))
                .at(Point.enter("fork", null).load(0).call(HOOKS, "forked", OF_TASK))
                .at(Point.beforeCall("doExec", null, "exec").load(0).call(HOOKS, "begin", OF_TASK))
                .at(Point.afterCall("doExec", null, "exec").load(0).call(HOOKS, "end", OF_TASK))
                .at(Point.inCatch("doExec", null).dup().load(0).call(HOOKS, "failed", OF_FAILURE))
                .orLose(
                        "traces of exceptions that a task records itself end where the task began",
                        Point.enter("trySetException", null).load(1).load(0).call(HOOKS, "failing", OF_FAILURE))
                .orLose(UNORDERED, joined("join", "()Ljava/lang/Object;"))
                .orLose(UNORDERED, joined("get", "()Ljava/lang/Object;"))
                .orLose(UNORDERED, joined("get", "(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;"))
                .orLose(UNORDERED, joined("invoke", "()Ljava/lang/Object;"))
                .orLose(UNORDERED, joined("quietlyJoin", "()V"))
                .orLose(UNORDERED, joined("quietlyInvoke", "()V"))
                .orLose(
                        UNORDERED,
                        joined("invokeAll", "(Ljava/util/concurrent/ForkJoinTask;Ljava/util/concurrent/ForkJoinTask;)V")
                                .load(1)
                                .call(HOOKS, "joined", OF_TASK));
    }

    private static Point joined(String method, String descriptor) {
        return Point.exit(method, descriptor).load(0).call(HOOKS, "joined", OF_TASK);
    }

    private static WovenType pool() {
        return WovenType.of("ForkJoinTask", "java/util/concurrent/ForkJoinPool")
                .at(executing("execute", "(Ljava/lang/Runnable;)V"))
                .at(executing("submit", "(Ljava/lang/Runnable;)Ljava/util/concurrent/ForkJoinTask;"))
                .at(submitted(
                        "externalSubmit",
                        "(Ljava/util/concurrent/ForkJoinTask;)Ljava/util/concurrent/ForkJoinTask;",
                        1))
                .since(
                        19,
                        submitted(
                                "poolSubmit",
                                "(ZLjava/util/concurrent/ForkJoinTask;)Ljava/util/concurrent/ForkJoinTask;",
                                2))
                .since(
                        25,
                        Point.enter("scheduleDelayedTask", null)
                                .load(1)
                                .load(1)
                                .get(SCHEDULED, "nextDelay", "J")
                                .load(0)
                                .call(
                                        HOOKS,
                                        "scheduled",
                                        "(Ljava/util/concurrent/ForkJoinTask;JLjava/util/concurrent/ForkJoinPool;)V"))
                .orLose(UNORDERED, Point.exit("invoke", null).load(1).call(HOOKS, "joined", OF_TASK));
    }

    private static Point executing(String method, String descriptor) {
        return Point.enter(method, descriptor).load(1).call(HOOKS, "executing", "(Ljava/lang/Runnable;)V");
    }

    private static Point submitted(String method, String descriptor, int task) {
        return Point.enter(method, descriptor)
                .load(task)
                .load(0)
                .call(HOOKS, "submitted", "(Ljava/util/concurrent/ForkJoinTask;Ljava/util/concurrent/ForkJoinPool;)V");
    }

    private static WovenType completer() {
        String ofCompleter = "(" + COMPLETER + ")V";
        WovenType type = WovenType.of("ForkJoinTask", "java/util/concurrent/CountedCompleter")
                .at(Point.exit("<clinit>", "()V").call(COMPLETION, "load", "()V"))
                .orLose(UNORDERED, Point.enter("tryComplete", "()V").load(0).call(COMPLETION, "counting", ofCompleter))
                .at(completing("tryComplete"))
                .at(completing("complete"))
                .either(failing("trySetException"), failing("onAuxExceptionSet"));
        for (String method : new String[] {"propagateCompletion", "firstComplete", "nextComplete"}) {
            type.orLose(UNORDERED, Point.enter(method, null).load(0).call(COMPLETION, "countingUp", ofCompleter));
        }
        return type;
    }

    private static Point completing(String method) {
        return Point.insteadOfCall(method, null, "onCompletion")
                .call(COMPLETION, "onCompletion", "(" + COMPLETER + COMPLETER + ")V");
    }

    private static Point failing(String method) {
        return Point.insteadOfCall(method, null, "onExceptionalCompletion")
                .call(
                        COMPLETION,
                        "onExceptionalCompletion",
                        "(" + COMPLETER + "Ljava/lang/Throwable;" + COMPLETER + ")Z");
    }

    private WovenForkJoin() {}
}
