package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.util.concurrent.FutureTask}, which {@code ExecutorService.submit} and {@code schedule} make of a task.
 *
 * <p>The future stays what it is, in queues and in the hands of the program. What was captured is in a field of its own
 * until the run, and then the frontier of the run:
 *
 * <pre>{@code
 * public FutureTask(Callable<V> callable) {
 *     ...
 *     FutureTaskHooks.created(this, callable);
 * }
 *
 * public void run() {
 *     ... result = FutureTaskHooks.call(c, this); ...        // was c.call()
 * }
 *
 * protected boolean runAndReset() {
 *     ... FutureTaskHooks.callPeriodic(c, this); ...         // was c.call()
 * }
 *
 * protected void setException(Throwable t) {                 // set is the same without the second line
 *     FutureTaskHooks.completing(this);
 *     ThrowableHooks.handedOver(t);
 *     ...
 * }
 *
 * public boolean cancel(boolean mayInterruptIfRunning) {
 *     FutureTaskHooks.cancelling(this);
 *     ... FutureTaskHooks.cancelled(this, runner);
 *     finishCompletion(); ...                                // in a finally block, which the compiler has copied
 * }
 *
 * public V get() {
 *     ... FutureTaskHooks.joined(this);
 *     return report(s);
 * }
 * }</pre>
 *
 * <p>The call of the callable is replaced, and not surrounded: the hook is one frame between the future and the
 * program. It can be hidden, knows both objects, and restores the thread in a {@code finally} block, which code without
 * branches could not.
 *
 * <p>The frontier is written at the beginning of {@code set}, {@code setException} and {@code cancel}, because the
 * state that they set afterwards publishes it. {@code get} reads it before {@code report}, which may throw.
 */
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
                .orLose(UNORDERED, Point.enter("cancel", "(Z)Z").load(0).call(HOOKS, "cancelling", FUTURE))
                .at(Point.beforeCall("cancel", "(Z)Z", "finishCompletion")
                        .load(0)
                        .load(0)
                        .get(TASK, "runner", "Ljava/lang/Thread;")
                        .call(HOOKS, "cancelled", "(Ljava/util/concurrent/FutureTask;Ljava/lang/Thread;)V"))
                .since(19, found("resultNow"))
                .since(19, found("exceptionNow"))
                .orLose(UNORDERED, joined("()Ljava/lang/Object;"))
                .orLose(UNORDERED, joined("(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;")));
    }

    /** A constructor with its first parameter, the callable or the runnable. Its submission may capture again. */
    private static Point created(String constructor) {
        return Point.exit("<init>", constructor)
                .load(0)
                .load(1)
                .call(HOOKS, "created", "(Ljava/util/concurrent/FutureTask;Ljava/lang/Object;)V");
    }

    /** The call of the callable, which is on the stack. The hook gets the future besides. */
    private static Point insteadOfCallable(String method, String hook) {
        return Point.insteadOfCall(method, null, "call")
                .load(0)
                .call(
                        HOOKS,
                        hook,
                        "(Ljava/util/concurrent/Callable;Ljava/util/concurrent/FutureTask;)Ljava/lang/Object;");
    }

    /** Code that knows that the future is complete gets its result or failure. */
    private static Point found(String method) {
        return Point.exit(method, null).load(0).call(HOOKS, "joined", FUTURE);
    }

    /** Code that waited for the future is about to get its result or failure. */
    private static Point joined(String get) {
        return Point.beforeCall("get", get, "report").load(0).call(HOOKS, "joined", FUTURE);
    }

    private WovenFutureTask() {}
}
