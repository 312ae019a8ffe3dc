package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The futures of Vert.x 5, and 4: each handler is called in the context of the code that registered it. A listener stands
 * for the handler:
 *
 * <pre>{@code
 * public void addListener(Completable<T> listener) {         // of FutureImpl
 *     VertxFutureHooks.added(listener);
 *     ...
 * }
 *
 * protected final void emitResult(T result, Throwable cause, Completable<T> listener) {      // of FutureBase
 *     try {
 *         VertxFutureHooks.begin(listener);
 *         ...
 *     } finally {
 *         VertxFutureHooks.end();
 *     }
 * }
 *
 * public void complete(T result, Throwable failure) {        // of ListenerArray, which stands for several
 *     try {
 *         VertxFutureHooks.begin(null);
 *         for (Completable<T> handler : this) {
 *             VertxFutureHooks.next(handler);
 *             handler.complete(result, failure);
 *         }
 *     } finally {
 *         VertxFutureHooks.end();
 *     }
 * }
 * }</pre>
 *
 * <p>Up to 4.5 a result and a failure have a method each. What transforms a future carries its own context: see {@link
 * CarryingLibraries}.
 *
 * <p>Checked with 4.4.9, 4.5.14, 5.0.0, 5.1.0 and 5.2.3.
 */
final class WovenVertxFuture {
    private static final String HOOK = "Vert.x handlers";
    private static final String HOOKS = "library/VertxFutureHooks";
    private static final String FUTURE = "io/vertx/core/impl/future/Future";
    private static final String OF_LISTENER = "(Ljava/lang/Object;)V";
    private static final String ANY = "(*)";

    static List<WovenType> types() {
        WovenType future = WovenType.of(HOOK, FUTURE + "Impl")
                .at(Point.enter("addListener", ANY).loadArgument("1").call(HOOKS, "added", OF_LISTENER));
        WovenType base = WovenType.of(HOOK, FUTURE + "Base")
                .either(emit("emitResult", "Completable"), emit("emitSuccess", "Listener"))
                .either(Point.enter("emitResult", ANY), emit("emitFailure", "Listener"))
                .either(end("emitResult"), end("emitSuccess"))
                .either(Point.atEnd("emitResult", ANY), end("emitFailure"));
        WovenType several = WovenType.of(HOOK, FUTURE + "Impl$ListenerArray")
                .either(first("complete"), first("onSuccess"))
                .either(Point.enter("complete", ANY), first("onFailure"))
                .either(next("complete"), next("onSuccess"))
                .either(Point.afterCall("complete", ANY, "next"), next("onFailure"))
                .either(end("complete"), end("onSuccess"))
                .either(Point.atEnd("complete", ANY), end("onFailure"));
        return List.of(future, base, several);
    }

    private static Point emit(String method, String listener) {
        return Point.enter(method, ANY).loadArgument(listener).call(HOOKS, "begin", OF_LISTENER);
    }

    private static Point first(String method) {
        return Point.enter(method, ANY).loadNull().call(HOOKS, "begin", OF_LISTENER);
    }

    private static Point next(String method) {
        return Point.afterCall(method, ANY, "next").dup().call(HOOKS, "next", OF_LISTENER);
    }

    private static Point end(String method) {
        return Point.atEnd(method, ANY).call(HOOKS, "end", "()V");
    }

    private WovenVertxFuture() {}
}
