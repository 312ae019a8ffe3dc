package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.concurrent.ForkJoinTask}, {@link java.util.concurrent.ForkJoinPool} and
 * {@link java.util.concurrent.CountedCompleter}.
 *
 * <p>The task has a field, which holds what was captured at the fork until the task has run, and then the frontier of
 * the run:
 *
 * <pre>{@code
 * public final ForkJoinTask<V> fork() {
 *     ForkJoinHooks.forked(this);
 *     ...
 * }
 *
 * final int doExec() {                               // void on JDK 25
 *     ... try {
 *         ForkJoinHooks.begin(this);
 *         completed = exec();
 *         ForkJoinHooks.end(this);
 *     } catch (Throwable rex) {
 *         ForkJoinHooks.failed(rex, this);
 *         ...
 *     }
 * }
 *
 * public final V join() {                            // and get, invoke; for invokeAll also InvokeAllHooks
 *     ...
 *     ForkJoinHooks.joined(this);
 *     return ...;
 * }
 *
 * private void reportException(boolean asExecutionException) {       // what join and get call if the task has failed
 *     ForkJoinHooks.joined(this);
 *     ...
 * }
 *
 * final int trySetCancelled() {
 *     ForkJoinHooks.cancelling(this);
 *     ...
 * }
 * }</pre>
 *
 * <p>{@code doExec} is the only caller of {@code exec}, whichever thread runs the task: a worker, a thread that helps,
 * or the caller of {@code invoke}. Its handler catches all throwables, so {@code end} and {@code failed} together cover
 * both ways out. The pool captures where tasks come in:
 *
 * <pre>{@code
 * public void execute(Runnable task) {
 *     ForkJoinHooks.executing(task);                 // a task is made for it, and submitted below
 *     ...
 * }
 *
 * private <T> ForkJoinTask<T> poolSubmit(boolean signalIfEmpty, ForkJoinTask<T> task) {         // since JDK 19
 *     ForkJoinHooks.submitted(task, this);
 *     ...
 * }
 *
 * final <T> ScheduledForkJoinTask<T> scheduleDelayedTask(ScheduledForkJoinTask<T> task) {        // since JDK 25
 *     ForkJoinHooks.scheduled(task, task.nextDelay, this);
 *     ...
 * }
 *
 * final boolean postExec() {                         // of ScheduledForkJoinTask, since JDK 25
 *     ForkJoinHooks.rescheduling(this);
 *     ...
 * }
 * }</pre>
 *
 * <p>On JDK 17 the methods of the pool go through {@code externalSubmit}, a private method there. Since JDK 19 that is
 * a public method besides {@code poolSubmit}, and both are woven.
 *
 * <p>A completer is done when all that it counts are done. The thread that completes the last of them then calls the
 * completers above it:
 *
 * <pre>{@code
 * public final void tryComplete() {                  // of CountedCompleter
 *     CompleterHooks.counting(this);
 *     ... CompleterHooks.onCompletion(a, s); ...     // was a.onCompletion(s)
 * }
 *
 * final int trySetException(Throwable ex) {          // JDK 17 to 21; onAuxExceptionSet on JDK 25
 *     ... CompleterHooks.onExceptionalCompletion(a, ex, p) ...     // was a.onExceptionalCompletion(ex, p)
 * }
 * }</pre>
 *
 * <p>Both hooks take the receiver and the arguments of the call that they replace, and return the same type.
 */
final class WovenForkJoin {
    private static final String HOOKS = "jdk/ForkJoinHooks";
    private static final String ALL = "jdk/InvokeAllHooks";
    private static final String UNORDERED =
            "the log does not name all the tasks that a join or a parallel stream has waited for";
    private static final String OF_TASK = "(Ljava/util/concurrent/ForkJoinTask;)V";
    private static final String OF_FAILURE = "(Ljava/lang/Throwable;Ljava/util/concurrent/ForkJoinTask;)V";
    private static final String COMPLETION = "jdk/CompleterHooks";
    private static final String COMPLETER = "Ljava/util/concurrent/CountedCompleter;";
    private static final String SCHEDULED = "java/util/concurrent/DelayScheduler$ScheduledForkJoinTask";

    static List<WovenType> types() {
        return List.of(task(), pool(), scheduled(), completer());
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
                                .call(HOOKS, "joined", OF_TASK))
                .orLose(UNORDERED, joinedAll("([Ljava/util/concurrent/ForkJoinTask;)", "V"))
                .orLose(UNORDERED, joinedAll("(Ljava/util/Collection;)", "Ljava/util/Collection;"))
                .orLose(UNORDERED, reported("reportException"))
                .before(22, reported("reportExecutionException"))
                .since(19, joined("resultNow", "()Ljava/lang/Object;"))
                .since(19, joined("exceptionNow", "()Ljava/lang/Throwable;"))
                .orLose(UNORDERED, Point.enter("trySetCancelled", null).load(0).call(HOOKS, "cancelling", OF_TASK));
    }

    /** The current task has waited for all tasks of an array or a collection, which is the only parameter. */
    private static Point joinedAll(String parameter, String result) {
        return Point.exit("invokeAll", parameter + result).load(0).call(ALL, "joined", parameter + "V");
    }

    /** The current task has waited for another one that has failed or was cancelled. */
    private static Point reported(String method) {
        return Point.enter(method, null).load(0).call(HOOKS, "joined", OF_TASK);
    }

    /** The current task has waited for another. */
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

    /** A task that is scheduled. It goes back to the scheduler before its run has ended in {@code doExec}. */
    private static WovenType scheduled() {
        return WovenType.of("ForkJoinTask", SCHEDULED)
                .since(25)
                .orLose(UNORDERED, Point.enter("postExec", "()Z").load(0).call(HOOKS, "rescheduling", OF_TASK));
    }

    /** A runnable that the pool is about to make a task for. */
    private static Point executing(String method, String descriptor) {
        return Point.enter(method, descriptor).load(1).call(HOOKS, "executing", "(Ljava/lang/Runnable;)V");
    }

    /** A task that comes into a pool, as the parameter of this number. */
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

    /** The call of a method of the program, on behalf of the completer that is the receiver. */
    private static Point completing(String method) {
        return Point.insteadOfCall(method, null, "onCompletion")
                .call(COMPLETION, "onCompletion", "(" + COMPLETER + COMPLETER + ")V");
    }

    /** The same for a failure. The method was renamed when recording exceptions was rewritten. */
    private static Point failing(String method) {
        return Point.insteadOfCall(method, null, "onExceptionalCompletion")
                .call(
                        COMPLETION,
                        "onExceptionalCompletion",
                        "(" + COMPLETER + "Ljava/lang/Throwable;" + COMPLETER + ")Z");
    }

    private WovenForkJoin() {}
}
