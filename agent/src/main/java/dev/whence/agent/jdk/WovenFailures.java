package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The places of futures that only concern failures which nobody observes: where the program asks for a failure without
 * getting the result, and where it begins to use a future in a way that may ignore its failure.
 *
 * <pre>{@code
 * public boolean isCompletedExceptionally() {            // toString is the same, and state of later JDKs
 *     ... FailureHooks.asked(this);
 *     return ...;
 * }
 *
 * public T get(long timeout, TimeUnit unit) {            // FutureTask is the same
 *     FailureHooks.awaited(this);
 *     ...
 * }
 *
 * orApplyStage(Executor e, CompletionStage<U> o, Function<T, V> f) {       // and the other EITHER methods
 *     FailureHooks.firstOf(this, o);
 *     ...
 * }
 *
 * public static CompletableFuture<Object> anyOf(CompletableFuture<?>... cfs) {
 *     FailureHooks.firstOfAll(cfs);
 *     ...
 * }
 *
 * static AltResult encodeThrowable(Throwable x) {        // reads the message of x, as FutureTask.report does
 *     FailureHooks.wraps();
 *     ... FailureHooks.wrapped();
 *     return ...;
 * }
 *
 * public List<Future<T>> invokeAll(Collection<Callable<T>> tasks) {        // of AbstractExecutorService
 *     ... RunnableFuture<T> f = newTaskFor(t);
 *     FailureHooks.invokes(f); ...
 *     FailureHooks.invoked(futures);
 *     return futures;
 * }
 *
 * public Future<V> submit(Callable<V> task) {            // of ExecutorCompletionService; also for a Runnable
 *     RunnableFuture<V> f = newTaskFor(task);
 *     FailureHooks.competes(f); ...
 *     return f;
 * }
 * }</pre>
 */
final class WovenFailures {
    private static final String HOOKS = "jdk/FailureHooks";
    private static final String ASKED = "a failure that the program has asked for counts as unobserved";
    private static final String IGNORED = "a failure that the program may ignore counts as unobserved";
    private static final String STAGE = "java/util/concurrent/CompletableFuture";
    private static final String TASK = "java/util/concurrent/FutureTask";
    private static final String EXECUTOR = "java/util/concurrent/AbstractExecutorService";
    private static final String COMPLETION = "java/util/concurrent/ExecutorCompletionService";
    private static final String OF_ANY = "(Ljava/lang/Object;)V";
    private static final String OF_FUTURE = "(Ljava/util/concurrent/Future;)V";
    private static final String OF_STAGE = "(Ljava/util/concurrent/CompletableFuture;Ljava/lang/Object;)V";
    private static final String OF_STAGES = "([Ljava/util/concurrent/CompletableFuture;)V";
    private static final String TIMED_GET = "(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;";

    /** Makes an exception that has the given one as its cause. That reads the message of the given one. */
    private static final String WRAPPING = "encodeThrowable";

    private static final String THROWABLE = "(Ljava/lang/Throwable;)L" + STAGE + "$AltResult;";
    private static final List<String> EITHER = List.of("orApplyStage", "orAcceptStage", "orRunStage");

    static List<WovenType> types() {
        return List.of(stage(), task(), executor(), completionService());
    }

    private static WovenType stage() {
        WovenType stage = WovenType.of("CompletableFuture edges", STAGE)
                .orLose(ASKED, asked("isCompletedExceptionally", "()Z"))
                .orLose(ASKED, asked("toString", "()Ljava/lang/String;"))
                .since(19, asked("state", "()Ljava/util/concurrent/Future$State;"))
                .orLose(IGNORED, awaited())
                .orLose(IGNORED, Point.enter("anyOf", null).load(0).call(HOOKS, "firstOfAll", OF_STAGES))
                .orLose(IGNORED, Point.enter(WRAPPING, THROWABLE).call(HOOKS, "wraps", "()V"))
                .orLose(IGNORED, Point.exit(WRAPPING, THROWABLE).call(HOOKS, "wrapped", "()V"));
        for (String method : EITHER) {
            stage.orLose(IGNORED, Point.enter(method, null).load(0).load(2).call(HOOKS, "firstOf", OF_STAGE));
        }
        return stage;
    }

    private static WovenType task() {
        return WovenType.of("FutureTask", TASK)
                .orLose(ASKED, asked("toString", "()Ljava/lang/String;"))
                .since(19, asked("state", "()Ljava/util/concurrent/Future$State;"))
                .orLose(IGNORED, awaited())
                .orLose(IGNORED, Point.enter("report", null).call(HOOKS, "wraps", "()V"))
                .orLose(IGNORED, Point.atEnd("report", null).call(HOOKS, "wrapped", "()V"));
    }

    private static WovenType executor() {
        return WovenType.of("FutureTask", EXECUTOR)
                .orLose(
                        IGNORED,
                        Point.afterCall("invokeAll", null, "newTaskFor").dup().call(HOOKS, "invokes", OF_ANY))
                .orLose(IGNORED, Point.exit("invokeAll", null).dup().call(HOOKS, "invoked", "(Ljava/util/List;)V"));
    }

    private static WovenType completionService() {
        return WovenType.of("FutureTask", COMPLETION)
                .orLose(
                        IGNORED,
                        Point.afterCall("submit", null, "newTaskFor").dup().call(HOOKS, "competes", OF_ANY));
    }

    private static Point asked(String method, String descriptor) {
        return Point.exit(method, descriptor).load(0).call(HOOKS, "asked", OF_FUTURE);
    }

    private static Point awaited() {
        return Point.enter("get", TIMED_GET).load(0).call(HOOKS, "awaited", OF_FUTURE);
    }

    private WovenFailures() {}
}
