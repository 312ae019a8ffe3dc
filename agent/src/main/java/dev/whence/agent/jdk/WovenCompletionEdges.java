package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The places where a {@link java.util.concurrent.CompletableFuture} is completed, passes its result on, and is read.
 *
 * <p>Each future has a field for the frontier of the task that completed it. The runtime's {@code Completers} describes
 * how the field is written if several threads complete one future at the same time. The methods of
 * {@code CompletionEdges} are called here:
 *
 * <pre>{@code
 * final boolean completeValue(T t) {                 // and the other COMPLETING methods
 *     CompletionEdges.completing(this);
 *     boolean won = RESULT.compareAndSet(this, null, ...);
 *     CompletionEdges.completed(won, this);
 *     return won;
 * }
 *
 * uniApplyNow(Object r, Executor e, Function<T, V> f) {          // and the other WRITING methods
 *     CompletionEdges.joined(this);                  // only CONTINUING methods
 *     ...
 *     CompletionEdges.completes(d);
 *     d.result = ...;
 * }
 *
 * uniWhenCompleteStage(Executor e, BiConsumer<T, Throwable> f) {   // and others OF_ONE_SOURCE
 *     ... CompletionEdges.joined(this);
 *     d.uniWhenComplete(r, f, null); ...
 * }
 *
 * public T get() {
 *     ... CompletionEdges.joined(this);
 *     return reportGet(r);
 * }
 * }</pre>
 *
 * <p>The frontier is written before the result, because the result is what publishes it: a thread that sees the result
 * sees the frontier too. That is why a point stands before the compare-and-set or the write, never after it only.
 *
 * <p>The methods with a compare-and-set are small and have one return, with the boolean on the stack. The hook gets a
 * copy of it, and what was to be set if that may be a failure: it gets lost if the future is complete. Before a write of
 * {@code result} the future and the value are on the stack, and the hook gets a copy of the future. So none of these
 * points depends on local variables but the arguments.
 *
 * <p>The dependents that call no function, because they only pass a result on, are woven before the call that completes
 * them. The relay of {@code thenCompose} still has its futures in its fields:
 *
 * <pre>{@code
 * final CompletableFuture<U> tryFire(int mode) {     // of UniRelay; BiRelay is the same for two sources
 *     ... CompletionEdges.relayed(dep, src);
 *     d.completeRelay(r); ...
 * }
 *
 * final CompletableFuture<Object> tryFire(int mode) {              // of AnyOf
 *     ... src = null; dep = null; srcs = null;
 *     // on the stack: d, r; the source is the local variable whose result was read last
 *     CompletionEdges.relayed(d, a);
 *     if (d.completeRelay(r)) { ...
 *     }
 * }
 * }</pre>
 *
 * <p>Before JDK 25, a timeout keeps the frontier of the task that has set it. Since then it is a fork/join task, which
 * does so by itself.
 *
 * <pre>{@code
 * Timeout(CompletableFuture<?> f) {                  // DelayedCompleter is the same
 *     ... whence$ = CompletionEdges.timing();
 * }
 *
 * public void run() {
 *     ... CompletionEdges.timedOut(f, whence$);
 *     f.completeExceptionally(new TimeoutException()); ...
 * }
 * }</pre>
 *
 * <p>All points but that of the initialiser can be lost. Then the hook works, and some lines of the log do not name a
 * predecessor.
 */
final class WovenCompletionEdges {
    private static final String EDGES = "jdk/CompletionEdges";
    private static final String UNORDERED = "the log does not name who completed some of the futures";
    private static final String RESULT = "result";
    private static final String FUTURE_TYPE = "java/util/concurrent/CompletableFuture";
    private static final String UNI_RELAY = FUTURE_TYPE + "$UniRelay";
    private static final String BI_RELAY = FUTURE_TYPE + "$BiRelay";
    private static final String FUTURE = "Ljava/util/concurrent/CompletableFuture;";
    private static final String OF_FUTURE = "(" + FUTURE + ")V";
    private static final String OF_FUTURES = "(" + FUTURE + "[" + FUTURE + ")" + FUTURE;
    private static final String OF_STAGE = "(Ljava/lang/Object;)V";

    /**
     * The methods that set the result by compare-and-set and return whether they did, what they call then, and the type
     * of the argument that is handed to it: what they were to set, if that may be a failure.
     */
    private static final String[][] COMPLETING = {
        {"internalComplete", "given", "Object"},
        {"completeNull", "completed", ""},
        {"completeValue", "completed", ""},
        {"completeThrowable", "thrown", "Throwable"},
        {"completeRelay", "completed", ""}
    };

    /** The methods that write the result directly. Most write that of a new future, which no other thread knows yet. */
    private static final List<String> WRITING =
            WovenCompletableFuture.stagesAnd("uniCopyStage", "andTree", "obtrudeValue", "obtrudeException");

    /** The methods that continue a future which is complete, so that the current task has seen its result. */
    private static final String[] CONTINUING = {"uniApplyNow", "uniAcceptNow", "uniRunNow"};

    /** The methods that register a function, and what they call if the source is complete already. */
    private static final String[][] OF_ONE_SOURCE = {
        {"uniWhenCompleteStage", "uniWhenComplete"},
        {"uniHandleStage", "uniHandle"},
        {"uniExceptionallyStage", "uniExceptionally"},
        {"uniComposeExceptionallyStage", "apply"},
        {"uniComposeExceptionallyStage", "internalComplete"},
        {"uniComposeStage", "apply"},
        {"uniComposeStage", "encodeThrowable"},
        {"uniCopyStage", "encodeRelay"}
    };

    /** The same for two sources, of which the second is parameter 2. */
    private static final String[][] OF_TWO_SOURCES = {
        {"biApplyStage", "biApply"}, {"biAcceptStage", "biAccept"}, {"biRunStage", "biRun"}
    };

    /**
     * The methods of a dependent that may not call the function, what they call in that case, and the parameter that is
     * the function.
     */
    private static final Object[][] PASSING_OVER = {
        {"uniExceptionally", "internalComplete", 2},
        {"biApply", "completeThrowable", 3},
        {"biAccept", "completeThrowable", 3},
        {"biRun", "completeThrowable", 3}
    };

    static List<WovenType> types() {
        return List.of(
                future(),
                uniRelay(),
                biRelay(),
                anyOf(),
                timeout("Timeout", "completeExceptionally"),
                timeout("DelayedCompleter", "complete"));
    }

    private static WovenType future() {
        WovenType type = WovenType.of("CompletableFuture edges", FUTURE_TYPE)
                .field()
                .at(Point.exit("<clinit>", "()V").call(EDGES, "load", "()V"))
                .orLose(UNORDERED, Point.exit("allOf", null).load(0).call(EDGES, "allOf", OF_FUTURES))
                .orLose(
                        UNORDERED,
                        Point.afterCall("andTree", null, "andTree").load(0).call(EDGES, "allOf", OF_FUTURES))
                // The source that the loop has found to be complete.
                .orLose(
                        UNORDERED,
                        Point.afterCall("anyOf", null, "encodeRelay")
                                .loadOwner(RESULT)
                                .call(EDGES, "takenByAny", OF_FUTURE))
                .orLose(UNORDERED, Point.exit("anyOf", null).call(EDGES, "anyOf", "(" + FUTURE + ")" + FUTURE));
        for (String[] method : COMPLETING) {
            type.orLose(UNORDERED, Point.enter(method[0], null).load(0).call(EDGES, "completing", OF_FUTURE))
                    .orLose(UNORDERED, tried(method[0], method[1], method[2]));
        }
        for (String method : WRITING) {
            type.orLose(
                    UNORDERED, Point.beforePut(method, null, RESULT).dupSecond().call(EDGES, "completes", OF_FUTURE));
        }
        for (String method : CONTINUING) {
            type.orLose(UNORDERED, Point.enter(method, null).load(0).call(EDGES, "joined", OF_STAGE));
        }
        for (String[] call : OF_ONE_SOURCE) {
            type.orLose(
                    UNORDERED, Point.beforeCall(call[0], null, call[1]).load(0).call(EDGES, "joined", OF_STAGE));
        }
        for (String[] call : OF_TWO_SOURCES) {
            type.orLose(
                    UNORDERED,
                    Point.beforeCall(call[0], null, call[1])
                            .load(0)
                            .call(EDGES, "joined", OF_STAGE)
                            .load(2)
                            .call(EDGES, "joined", OF_STAGE));
        }
        for (Object[] call : PASSING_OVER) {
            type.orLose(
                    UNORDERED,
                    Point.beforeCall((String) call[0], null, (String) call[1])
                            .load(0)
                            .load((Integer) call[2])
                            .call(EDGES, "passedOver", "(" + FUTURE + "Ljava/lang/Object;)V"));
        }
        type.orLose(UNORDERED, yielded("uniComposeStage")).orLose(UNORDERED, yielded("uniComposeExceptionallyStage"));
        return type.orLose(UNORDERED, reported("get", "()Ljava/lang/Object;", "reportGet"))
                .orLose(UNORDERED, reported("get", "(JLjava/util/concurrent/TimeUnit;)Ljava/lang/Object;", "reportGet"))
                .orLose(UNORDERED, reported("join", "()Ljava/lang/Object;", "reportJoin"))
                .orLose(UNORDERED, reported("getNow", "(Ljava/lang/Object;)Ljava/lang/Object;", "reportJoin"))
                .since(19, found("resultNow"))
                .since(19, found("exceptionNow"));
    }

    private static Point tried(String method, String called, String argument) {
        Point end = Point.exit(method, null).dup().load(0);
        return argument.isEmpty()
                ? end.call(EDGES, called, "(Z" + FUTURE + ")V")
                : end.loadArgument(argument).call(EDGES, called, "(Z" + FUTURE + "Ljava/lang/" + argument + ";)V");
    }

    /** Code that knows that the future is complete gets its result or failure. */
    private static Point found(String method) {
        return Point.exit(method, null).load(0).call(EDGES, "joined", OF_STAGE);
    }

    /** The stage that the function has returned is complete, so its result is taken at once. */
    private static Point yielded(String method) {
        return Point.beforeCall(method, null, "encodeRelay").loadOwner(RESULT).call(EDGES, "joined", OF_STAGE);
    }

    /**
     * Code that waited for the future is about to get its result. {@code get} and {@code join} report it by a static
     * method, whether they have waited or not.
     */
    private static Point reported(String method, String descriptor, String report) {
        return Point.beforeCall(method, descriptor, report).load(0).call(EDGES, "joined", OF_STAGE);
    }

    private static WovenType uniRelay() {
        return WovenType.of("CompletableFuture edges", UNI_RELAY)
                .orLose(
                        UNORDERED,
                        Point.beforeCall("tryFire", null, "completeRelay")
                                .load(0)
                                .get(UNI_RELAY, "dep", FUTURE)
                                .load(0)
                                .get(UNI_RELAY, "src", FUTURE)
                                .call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V"));
    }

    private static WovenType biRelay() {
        return WovenType.of("CompletableFuture edges", BI_RELAY)
                .orLose(UNORDERED, relayedByBoth("completeNull"))
                .orLose(UNORDERED, relayedByBoth("completeThrowable"));
    }

    private static Point relayedByBoth(String called) {
        return Point.beforeCall("tryFire", null, called)
                .load(0)
                .get(BI_RELAY, "dep", FUTURE)
                .load(0)
                .get(BI_RELAY, "src", FUTURE)
                .load(0)
                .get(BI_RELAY, "snd", FUTURE)
                .call(EDGES, "relayed", "(" + FUTURE + FUTURE + FUTURE + ")V");
    }

    /**
     * {@code anyOf} has cleared its fields at that point. The dependent is on the stack, and the source is the future
     * whose result was read last.
     */
    private static WovenType anyOf() {
        return WovenType.of("CompletableFuture edges", FUTURE_TYPE + "$AnyOf")
                .orLose(
                        UNORDERED,
                        Point.beforeCall("tryFire", null, "completeRelay")
                                .dupSecond()
                                .loadOwner(RESULT)
                                .call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V"));
    }

    /** The action of a timeout, with a field for the frontier of the task that has set it. */
    private static WovenType timeout(String name, String completes) {
        String type = FUTURE_TYPE + "$" + name;
        return WovenType.of("CompletableFuture edges", type)
                .before(25)
                .field()
                .orLose(
                        UNORDERED,
                        Point.exit("<init>", null)
                                .load(0)
                                .call(EDGES, "timing", "()Ljava/lang/Object;")
                                .putInjected(type))
                .orLose(
                        UNORDERED,
                        Point.beforeCall("run", "()V", completes)
                                .load(0)
                                .get(type, "f", FUTURE)
                                .load(0)
                                .getInjected(type)
                                .call(EDGES, "timedOut", "(" + FUTURE + "Ljava/lang/Object;)V"));
    }

    private WovenCompletionEdges() {}
}
