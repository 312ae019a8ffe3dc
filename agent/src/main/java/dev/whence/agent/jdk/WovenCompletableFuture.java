package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/** The completions of {@link java.util.concurrent.CompletableFuture} that call a function. */
final class WovenCompletableFuture {
    private static final String PACKAGE = "java/util/concurrent/CompletableFuture$";
    private static final String FUTURE = "Ljava/util/concurrent/CompletableFuture;";
    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";
    private static final String EDGES = "jdk/CompletionEdges";
    private static final String UNORDERED = "the log does not name who completed some of the futures";
    private static final String NOT_AT_ONCE = "a stage that its executor runs at once does not see that one's MDC";
    private static final String FIRE = "tryFire";

    private static final String[][] PENDING = {
        {"UniApply", "java/util/function/Function"},
        {"UniAccept", "java/util/function/Consumer"},
        {"UniRun", "java/lang/Runnable"},
        {"UniWhenComplete", "java/util/function/BiConsumer"},
        {"UniHandle", "java/util/function/BiFunction"},
        {"UniExceptionally", "java/util/function/Function"},
        {"UniComposeExceptionally", "java/util/function/Function"},
        {"UniCompose", "java/util/function/Function"},
        {"BiApply", "java/util/function/BiFunction"},
        {"BiAccept", "java/util/function/BiConsumer"},
        {"BiRun", "java/lang/Runnable"},
        {"OrApply", "java/util/function/Function"},
        {"OrAccept", "java/util/function/Consumer"},
        {"OrRun", "java/lang/Runnable"}
    };

    /** What gives a stage to its executor as soon as it is made. */
    private static final String[] STARTING = {
        "asyncSupplyStage",
        "asyncRunStage",
        "completeAsync",
        "uniApplyNow",
        "uniAcceptNow",
        "uniRunNow",
        "uniWhenCompleteStage",
        "uniHandleStage",
        "uniExceptionallyStage",
        "uniComposeExceptionallyStage",
        "uniComposeStage",
        "biApplyStage",
        "biAcceptStage",
        "biRunStage"
    };

    static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>(types());
        if (start == Start.LATE) {
            for (String[] pending : PENDING) {
                types.add(pending(pending[0], pending[1]));
            }
        }
        return types;
    }

    /** A completion that may have been registered before the agent, and then is to run in no context. */
    private static WovenType pending(String name, String type) {
        String function = "L" + type + ";";
        return WovenType.of("CompletableFuture", PACKAGE + name)
                .at(Point.enter(FIRE, null)
                        .load(0)
                        .load(0)
                        .get(PACKAGE + name, "fn", function)
                        .call(
                                "jdk/CompletableFutureHooks",
                                "known" + type.substring(type.lastIndexOf('/') + 1),
                                "(" + function + ")" + function)
                        .put(PACKAGE + name, "fn", function));
    }

    private static List<WovenType> types() {
        return List.of(
                one("UniApply", "java/util/function/Function", "function")
                        .orLose(UNORDERED, passesOnFailure("UniApply")),
                one("UniAccept", "java/util/function/Consumer", "consumer")
                        .orLose(UNORDERED, passesOnFailure("UniAccept")),
                one("UniRun", "java/lang/Runnable", "runnable").orLose(UNORDERED, passesOnFailure("UniRun")),
                one("UniWhenComplete", "java/util/function/BiConsumer", "observer"),
                one("UniHandle", "java/util/function/BiFunction", "handler"),
                one("UniExceptionally", "java/util/function/Function", "function"),
                one("UniComposeExceptionally", "java/util/function/Function", "compose")
                        .orLose(UNORDERED, passesOnFailure("UniComposeExceptionally"))
                        .orLose(
                                UNORDERED,
                                relayed(Point.beforeCall(FIRE, null, "internalComplete"), "UniComposeExceptionally"))
                        .orLose(UNORDERED, yielded("UniComposeExceptionally")),
                one("UniCompose", "java/util/function/Function", "compose")
                        .orLose(UNORDERED, passesOnFailure("UniCompose"))
                        .orLose(UNORDERED, yielded("UniCompose")),
                two("BiApply", "java/util/function/BiFunction", "bothFunction"),
                two("BiAccept", "java/util/function/BiConsumer", "bothConsumer"),
                two("BiRun", "java/lang/Runnable", "bothRunnable"),
                two("OrApply", "java/util/function/Function", "eitherFunction")
                        .orLose(UNORDERED, takesFirst())
                        .orLose(UNORDERED, eitherPassesOnFailure("OrApply")),
                two("OrAccept", "java/util/function/Consumer", "eitherConsumer")
                        .orLose(UNORDERED, takesFirst())
                        .orLose(UNORDERED, eitherPassesOnFailure("OrAccept")),
                two("OrRun", "java/lang/Runnable", "eitherRunnable")
                        .orLose(UNORDERED, takesFirst())
                        .orLose(UNORDERED, eitherPassesOnFailure("OrRun")),
                async("AsyncSupply", "java/util/function/Supplier", "supplier"),
                async("AsyncRun", "java/lang/Runnable", "runnable"),
                future(),
                WovenType.of("CompletableFuture", PACKAGE + "UniCompletion")
                        .orLose(NOT_AT_ONCE, executes("claim", "claim")),
                WovenType.of("CompletableFuture", PACKAGE + "AltResult")
                        .orLose(
                                "the traces of exceptions that a program completes a future with end where a task began",
                                Point.enter("<init>", "(Ljava/lang/Throwable;)V")
                                        .load(1)
                                        .call("jdk/ThrowableHooks", "handedOver", "(Ljava/lang/Throwable;)V")));
    }

    private static WovenType future() {
        WovenType future = WovenType.of("CompletableFuture", "java/util/concurrent/CompletableFuture")
                .at(Point.exit("<clinit>", "()V").call("jdk/CompletableFutureHooks", "load", "()V"));
        for (String method : STARTING) {
            future.orLose(NOT_AT_ONCE, executes(method, "execute"));
        }
        return future;
    }

    private static Point executes(String method, String hook) {
        return Point.insteadOfCall(method, null, "execute")
                .call("jdk/CompletableFutureHooks", hook, "(" + EXECUTOR + "Ljava/lang/Runnable;)V");
    }

    /** A completion of one source: the locals are executor, dependent, source, function. */
    private static WovenType one(String name, String type, String hook) {
        return completion(
                name,
                type,
                Point.beforePut("<init>", null, "fn").load(1).load(2).load(3),
                hook,
                EXECUTOR + FUTURE + FUTURE);
    }

    /** A completion of two sources: the locals are executor, dependent, source, second source, function. */
    private static WovenType two(String name, String type, String hook) {
        Point point =
                Point.beforePut("<init>", null, "fn").load(1).load(2).load(3).load(4);
        return completion(name, type, point, hook, EXECUTOR + FUTURE + FUTURE + FUTURE);
    }

    /** A completion without a source: the locals are dependent, function. */
    private static WovenType async(String name, String type, String hook) {
        return completion(name, type, Point.beforePut("<init>", null, "fn").load(1), hook, FUTURE);
    }

    private static WovenType completion(String name, String type, Point point, String hook, String loaded) {
        String function = "L" + type + ";";
        return WovenType.of("CompletableFuture", PACKAGE + name)
                .at(point.call("jdk/CompletableFutureHooks", hook, "(" + function + loaded + ")" + function));
    }

    /** A completion that does not call its function if the source failed: then nobody else names who completed it. */
    private static Point passesOnFailure(String name) {
        return relayed(Point.beforeCall(FIRE, null, "completeThrowable"), name);
    }

    private static Point relayed(Point point, String name) {
        return futures(point, name, "dep", "src").call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V");
    }

    /** The stage that the function has yielded is complete, and so is the dependent. */
    private static Point yielded(String name) {
        return futures(Point.beforeCall(FIRE, null, "completeRelay"), name, "dep")
                .loadOwner("result")
                .call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V");
    }

    /** It takes the result of its first source, if that is there, and else that of its second. */
    private static Point takesFirst() {
        return Point.afterFirstGet(FIRE, null, "result").dup().call(EDGES, "firstOfEither", "(Ljava/lang/Object;)V");
    }

    private static Point eitherPassesOnFailure(String name) {
        return futures(Point.beforeCall(FIRE, null, "completeThrowable"), name, "dep", "src", "snd")
                .call(EDGES, "relayedByEither", "(" + FUTURE + FUTURE + FUTURE + ")V");
    }

    private static Point futures(Point point, String name, String... fields) {
        for (String field : fields) {
            point.load(0).get(PACKAGE + name, field, FUTURE);
        }
        return point;
    }

    private WovenCompletableFuture() {}
}
