package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.Start;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * The functions that are given to {@link java.util.concurrent.CompletableFuture}: each runs in the context of the code
 * that registered it.
 *
 * <p>Every method that takes a function puts it into an object of one of 16 classes, the <em>completions</em>, by
 * their constructors. These are the same on JDK 17 and 25. For {@code thenApply}:
 *
 * <pre>{@code
 * UniApply(Executor executor, CompletableFuture<V> dep, CompletableFuture<T> src, Function<T, V> fn) {
 *     super(executor, dep, src);
 *     this.fn = CompletableFutureHooks.function(fn, executor, dep, src);   // a wrapper, or fn itself
 * }
 * }</pre>
 *
 * <p>The wrapper captures here and resumes when it is called. The program cannot see
 * it: a completion never hands out its function, calls it once and forgets it. To weave the calls of functions instead
 * would need a place where the context is kept, and there is none.
 *
 * <p>A function whose source is complete already is called at once by the method that registers it, and needs no
 * wrapper: it is a part of the task that calls it. If it has an executor, the stage is made and handed over at once.
 * The same happens later, when the source is completed by another thread:
 *
 * <pre>{@code
 * uniApplyNow(Object r, Executor e, Function<T, V> f) {               // and the other STAGES
 *     ... StageHooks.execute(e, new UniApply(null, d, this, f)); ...    // was e.execute(...)
 * }
 *
 * final boolean claim() {                                                  // of UniCompletion
 *     ... StageHooks.claim(e, this); ...                              // was e.execute(this)
 * }
 * }</pre>
 *
 * <p>So the runtime knows when an executor that runs the stage on the calling thread has returned.
 *
 * <p>The edges of a failure are woven here too. A completion does not call its function if its source has failed.
 * So {@code tryFire} passes on the completer of the source:
 *
 * <pre>{@code
 * final CompletableFuture<V> tryFire(int mode) {                           // of UniApply
 *     ... if ((x = ((AltResult) r).ex) != null) {
 *         CompletionEdges.relayed(dep, src);
 *         d.completeThrowable(x, r);
 *         ...
 *     }
 * }
 *
 * final CompletableFuture<V> tryFire(int mode) {                           // of UniCompose
 *     ... CompletableFuture<V> g = f.apply(t).toCompletableFuture();
 *     if ((r = g.result) != null) {
 *         CompletionEdges.relayed(dep, g);           // g: see Point.loadOwner
 *         d.completeRelay(r);
 *     }
 *     ...
 * }
 *
 * final CompletableFuture<V> tryFire(int mode) {                           // of OrApply
 *     ... r = a.result;
 *     CompletionEdges.firstOfEither(r);
 *     if (r == null) {
 *         r = b.result;
 *     }
 *     ... CompletionEdges.relayedByEither(dep, src, snd);
 *     d.completeThrowable(x, r);
 *     ...
 * }
 * }</pre>
 *
 * <p>{@code tryFire} clears {@code src}, {@code dep} and {@code fn} at its end, after all of these places.
 *
 * <p>In a running application some completions were made before the agent was attached, with functions that are no
 * wrappers. There {@code tryFire} begins with {@code fn = CompletableFutureHooks.knownFunction(fn)}, which wraps such a
 * function. So the function runs without a context, and not in that of the thread that completes the source.
 */
final class WovenCompletableFuture {
    private static final String PACKAGE = "java/util/concurrent/CompletableFuture$";
    private static final String FUTURE = "Ljava/util/concurrent/CompletableFuture;";
    private static final String EXECUTOR = "Ljava/util/concurrent/Executor;";
    private static final String EDGES = "jdk/CompletionEdges";
    private static final String UNORDERED = "the log does not name who completed some of the futures";
    private static final String NOT_AT_ONCE =
            "a stage that its executor runs at once does not see what the executor put into the MDC";
    private static final String FIRE = "tryFire";

    /** The completions that may be registered before the agent comes, and the types of their functions. */
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

    /**
     * The methods that make a stage and may find its sources complete. Then they give it to its executor, or write the
     * result of the new future themselves.
     */
    private static final String[] STAGES = {
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

    /** The methods that make a stage, and some others. */
    static List<String> stagesAnd(String... others) {
        List<String> methods = new ArrayList<>(List.of(STAGES));
        methods.addAll(List.of(others));
        return methods;
    }

    static List<WovenType> types(Start start) {
        List<WovenType> types = new ArrayList<>(types());
        if (start == Start.LATE) {
            for (String[] pending : PENDING) {
                types.add(pending(pending[0], pending[1]));
            }
        }
        return types;
    }

    /** A completion that may have been registered before the agent was attached. Its function has no context then. */
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

    /** The methods that give a stage to its executor, and the initialiser, which loads what the hooks need. */
    private static WovenType future() {
        WovenType future = WovenType.of("CompletableFuture", "java/util/concurrent/CompletableFuture")
                .at(Point.exit("<clinit>", "()V").call("jdk/StageHooks", "load", "()V"));
        for (String method : stagesAnd("asyncSupplyStage", "asyncRunStage", "completeAsync")) {
            future.orLose(NOT_AT_ONCE, executes(method, "execute"));
        }
        return future;
    }

    /**
     * The call of {@code executor.execute(stage)}. The hook takes the same two arguments and returns nothing either.
     */
    private static Point executes(String method, String hook) {
        return Point.insteadOfCall(method, null, "execute")
                .call("jdk/StageHooks", hook, "(" + EXECUTOR + "Ljava/lang/Runnable;)V");
    }

    /** A completion of one source. The parameters of its constructor are: executor, dependent, source, function. */
    private static WovenType one(String name, String type, String hook) {
        return completion(
                name,
                type,
                Point.beforePut("<init>", null, "fn").load(1).load(2).load(3),
                hook,
                EXECUTOR + FUTURE + FUTURE);
    }

    /**
     * A completion of two sources. The parameters of its constructor are: executor, dependent, source, second source,
     * function.
     */
    private static WovenType two(String name, String type, String hook) {
        Point point =
                Point.beforePut("<init>", null, "fn").load(1).load(2).load(3).load(4);
        return completion(name, type, point, hook, EXECUTOR + FUTURE + FUTURE + FUTURE);
    }

    /** A completion without a source. The parameters of its constructor are: dependent, function. */
    private static WovenType async(String name, String type, String hook) {
        return completion(name, type, Point.beforePut("<init>", null, "fn").load(1), hook, FUTURE);
    }

    /**
     * Replaces the function just before the constructor stores it. At that point {@code super(...)} is done, and the
     * function is on the stack with {@code this} below. The hook takes the function and then the parameters, and leaves
     * a function.
     */
    private static WovenType completion(String name, String type, Point point, String hook, String loaded) {
        String function = "L" + type + ";";
        return WovenType.of("CompletableFuture", PACKAGE + name)
                .at(point.call("jdk/CompletableFutureHooks", hook, "(" + function + loaded + ")" + function));
    }

    /** A completion that passes a failure on and does not call its function. */
    private static Point passesOnFailure(String name) {
        return relayed(Point.beforeCall(FIRE, null, "completeThrowable"), name);
    }

    private static Point relayed(Point point, String name) {
        return futures(point, name, "dep", "src").call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V");
    }

    /** The stage that the function has returned is complete, and completes the dependent. */
    private static Point yielded(String name) {
        return futures(Point.beforeCall(FIRE, null, "completeRelay"), name, "dep")
                .loadOwner("result")
                .call(EDGES, "relayed", "(" + FUTURE + FUTURE + ")V");
    }

    /** An either reads the result of its first source, and that of the second only if there is none. */
    private static Point takesFirst() {
        return Point.afterFirstGet(FIRE, null, "result").dup().call(EDGES, "firstOfEither", "(Ljava/lang/Object;)V");
    }

    private static Point eitherPassesOnFailure(String name) {
        return futures(Point.beforeCall(FIRE, null, "completeThrowable"), name, "dep", "src", "snd")
                .call(EDGES, "relayedByEither", "(" + FUTURE + FUTURE + FUTURE + ")V");
    }

    /** Loads some of the futures that the completion has in its fields. */
    private static Point futures(Point point, String name, String... fields) {
        for (String field : fields) {
            point.load(0).get(PACKAGE + name, field, FUTURE);
        }
        return point;
    }

    private WovenCompletableFuture() {}
}
