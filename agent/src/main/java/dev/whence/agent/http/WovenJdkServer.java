package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@code com.sun.net.httpserver.HttpServer}.
 *
 * <pre>{@code
 * public void run() {                                // of ServerImpl.Exchange
 *     try {
 *         ... HttpExchange exchange = new HttpExchangeImpl(tx);
 *         JdkServerGlue.arrived(exchange);
 *         uc.doFilter(exchange); ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 *
 * public void sendResponseHeaders(int rCode, long contentLength) {            // of HttpExchangeImpl
 *     JdkServerGlue.responding(this);
 *     ...
 * }
 * }</pre>
 *
 * <p>The exchange is made in the middle of an expression, as the argument of {@code doFilter}. It is on the stack
 * there, and the hook gets a copy. {@code run} catches most exceptions itself and has many ways out, so it is woven at
 * its end as a whole.
 */
final class WovenJdkServer {
    private static final String HOOK = "com.sun.net.httpserver";
    private static final String PACKAGE = "sun/net/httpserver/";
    private static final String GLUE = "JdkServerGlue";
    private static final String OF_EXCHANGE = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(
                WovenType.of(HOOK, PACKAGE + "ServerImpl$Exchange")
                        .glue(GLUE)
                        .at(Point.beforeCall("run", "()V", "doFilter").dup().callGlue(GLUE, "arrived", OF_EXCHANGE))
                        .at(Point.atEnd("run", "()V").call("http/ServerRequests", "left", "()V")),
                exchange("HttpExchangeImpl"),
                exchange("HttpsExchangeImpl"));
    }

    private static WovenType exchange(String name) {
        return WovenType.of(HOOK, PACKAGE + name)
                .glue(GLUE)
                .orLose(
                        "responses carry neither the correlation nor edges",
                        Point.enter("sendResponseHeaders", "(IJ)V").load(0).callGlue(GLUE, "responding", OF_EXCHANGE));
    }

    private WovenJdkServer() {}
}
