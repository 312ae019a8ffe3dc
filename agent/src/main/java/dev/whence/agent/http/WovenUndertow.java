package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Undertow.
 *
 * <pre>{@code
 * public static void executeRootHandler(HttpHandler handler, HttpServerExchange exchange) {      // of Connectors
 *     try {
 *         UndertowGlue.handling(exchange);
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 *
 * private void invokeExchangeCompleteListeners() {   // of HttpServerExchange
 *     ServerRequests.over(this);
 *     ...
 * }
 * }</pre>
 *
 * <p>An exchange that was dispatched comes back to {@code executeRootHandler}, on another thread. The hook finds out
 * whether it has arrived before.
 *
 * <p>Checked with 2.0.0 and 2.3.26.
 */
final class WovenUndertow {
    private static final String HOOK = "Undertow";
    private static final String SERVER = "io/undertow/server/";
    private static final String REQUESTS = "http/ServerRequests";
    private static final String GLUE = "UndertowGlue";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(
                WovenType.of(HOOK, SERVER + "Connectors")
                        .glue(GLUE)
                        .at(Point.enter("executeRootHandler", null).load(1).callGlue(GLUE, "handling", OF_OBJECT))
                        .at(Point.atEnd("executeRootHandler", null).call(REQUESTS, "left", "()V")),
                WovenType.of(HOOK, SERVER + "HttpServerExchange")
                        .at(Point.enter("invokeExchangeCompleteListeners", "()V")
                                .load(0)
                                .call(REQUESTS, "over", OF_OBJECT)));
    }

    private WovenUndertow() {}
}
