package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** The places where a {@link java.util.concurrent.CompletableFuture} is completed, relayed and read. */
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

    /** The methods that set the result by compare-and-set. */
    private static final String[] COMPLETING = {
        "internalComplete", "completeNull", "completeValue", "completeThrowable", "completeRelay"
    };

    /** The methods that write the result directly, most of them of a future that nobody else knows yet. */
    private static final String[] WRITING = {
        "uniApplyNow",
        "uniAcceptNow",
        "uniRunNow",
        "uniWhenCompleteStage",
        "uniHandleStage",
        "uniExceptionallyStage",
        "uniComposeExceptionallyStage",
        "uniComposeStage",
        "uniCopyStage",
        "biApplyStage",
        "biAcceptStage",
        "biRunStage",
        "andTree",
        "obtrudeValue",
        "obtrudeException"
    };

    /** The methods that continue a future that is complete, so that the current task has seen its result. */
    private static final String[] CONTINUING = {"uniApplyNow", "uniAcceptNow", "uniRunNow"};

    /** Methods that register a continuation, and what they call if the result is there already. */
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

    private static final String[][] OF_TWO_SOURCES = {
        {"biApplyStage", "biApply"}, {"biAcceptStage", "biAccept"}, {"biRunStage", "biRun"}
    };

    /** Methods of a dependent that may not call their function, what they call then, and the local of the function. */
    private static final Object[][] PASSING_OVER = {
        {"uniExceptionally", "internalComplete", 2},
        {"biApply", "completeThrowable", 3},
        {"biAccept", "completeThrowable", 3},
        {"biRun", "completeThrowable", 3}
    };

    static List<WovenType> types() {
        return List.of(future(), uniRelay(), biRelay(), anyOf());
    }

    private static WovenType future() {
        WovenType type = WovenType.of("CompletableFuture edges", FUTURE_TYPE)
                .field()
                .at(Point.exit("<clinit>", "()V").call(EDGES, "load", "()V"))
                .orLose(UNORDERED, Point.exit("allOf", null).load(0).call(EDGES, "allOf", OF_FUTURES))
                .orLose(
                        UNORDERED,
                        Point.afterCall("andTree", null, "andTree").load(0).call(EDGES, "allOf", OF_FUTURES))
                // The source that was found to be complete.
                .orLose(
                        UNORDERED,
                        Point.afterCall("anyOf", null, "encodeRelay")
                                .loadOwner(RESULT)
                                .call(EDGES, "takenByAny", OF_FUTURE))
                .orLose(UNORDERED, Point.exit("anyOf", null).call(EDGES, "anyOf", "(" + FUTURE + ")" + FUTURE));
        for (String method : COMPLETING) {
            type.orLose(UNORDERED, Point.enter(method, null).load(0).call(EDGES, "completing", OF_FUTURE))
                    .orLose(
                            UNORDERED,
                            Point.exit(method, null).dup().load(0).call(EDGES, "completed", "(Z" + FUTURE + ")V"));
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
                .orLose(UNORDERED, reported("getNow", "(Ljava/lang/Object;)Ljava/lang/Object;", "reportJoin"));
    }

    /** The stage that the function has yielded is complete. */
    private static Point yielded(String method) {
        return Point.beforeCall(method, null, "encodeRelay").loadOwner(RESULT).call(EDGES, "joined", OF_STAGE);
    }

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

    /** It has cleared its fields by then: the dependent is on the stack, and the source is what had a result. */
    private static WovenType anyOf() {
        return WovenType.of("CompletableFuture edges", FUTURE_TYPE + "$AnyOf")
                .orLose(
                        UNORDERED,
                        Point.beforeCall("tryFire", null, "completeRelay")
                                .dupSecond()
                                .loadOwner(RESULT)
                                .call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V"));
    }

    private WovenCompletionEdges() {}
}
