package dev.whence.agent.library;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Netty's promises: each listener is called in the context of the code that added it.
 *
 * <p>A promise has a field for what was captured for its listeners. The listeners themselves stay in Netty's lists:
 *
 * <pre>{@code
 * private void addListener0(GenericFutureListener listener) {
 *     this.whence$ = NettyPromiseHooks.added(listener, this.whence$);
 *     ...
 * }
 *
 * private void removeListener0(GenericFutureListener listener) {
 *     NettyPromiseHooks.removed(listener, this.whence$);
 *     ...
 * }
 *
 * private void notifyListeners() {
 *     NettyPromiseHooks.completed(this.whence$);
 *     ...
 * }
 *
 * private void notifyListenersNow() {                // and notifyListeners0, for several listeners
 *     ... NettyPromiseHooks.begin(listener, this.whence$);
 *     notifyListener0(this, listener);
 *     NettyPromiseHooks.end(); ...
 * }
 * }</pre>
 *
 * <p>{@code addListener0} and {@code removeListener0} are called with the lock of the promise, so the field needs no
 * other protection. {@code notifyListener0} catches whatever the listener throws, so {@code end} needs no handler.
 *
 * <p>Checked with 4.1.60, 4.1.138 and 4.2.20.
 */
final class WovenNettyPromise {
    private static final String PROMISE = "io/netty/util/concurrent/DefaultPromise";
    private static final String LISTENER = "(Lio/netty/util/concurrent/GenericFutureListener;)V";
    private static final String HOOKS = "library/NettyPromiseHooks";
    private static final String OF_LISTENER = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    static List<WovenType> types() {
        WovenType promise = WovenType.of("Netty promises", PROMISE)
                .field()
                .at(Point.enter("addListener0", LISTENER)
                        .load(0)
                        .load(1)
                        .load(0)
                        .getInjected(PROMISE)
                        .call(HOOKS, "added", "(Ljava/lang/Object;Ljava/lang/Object;)Ljava/lang/Object;")
                        .putInjected(PROMISE))
                .at(Point.enter("removeListener0", LISTENER)
                        .load(1)
                        .load(0)
                        .getInjected(PROMISE)
                        .call(HOOKS, "removed", OF_LISTENER))
                .at(Point.enter("notifyListeners", "()V")
                        .load(0)
                        .getInjected(PROMISE)
                        .call(HOOKS, "completed", "(Ljava/lang/Object;)V"));
        return List.of(
                notifying(notifying(promise, "notifyListenersNow"), "notifyListeners0"),
                failed(PROMISE + "$CauseHolder", "(Ljava/lang/Throwable;)V", 1),
                failed(
                        "io/netty/util/concurrent/FailedFuture",
                        "(Lio/netty/util/concurrent/EventExecutor;Ljava/lang/Throwable;)V",
                        2));
    }

    /** A class that holds the failure of a future, which is parameter {@code cause} of its constructor. */
    private static WovenType failed(String name, String constructor, int cause) {
        return WovenType.of("Netty promises", name)
                .at(Point.enter("<init>", constructor)
                        .load(cause)
                        .call(HOOKS, "handedOver", "(Ljava/lang/Throwable;)V"));
    }

    /** A method that calls listeners. Just before each call the listener is on the top of the stack. */
    private static WovenType notifying(WovenType promise, String method) {
        return promise.at(Point.beforeCall(method, null, "notifyListener0")
                        .dup()
                        .load(0)
                        .getInjected(PROMISE)
                        .call(HOOKS, "begin", OF_LISTENER))
                .at(Point.afterCall(method, null, "notifyListener0").call(HOOKS, "end", "()V"));
    }

    private WovenNettyPromise() {}
}
