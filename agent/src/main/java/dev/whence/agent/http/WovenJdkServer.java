package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/** {@code com.sun.net.httpserver.HttpServer}. */
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
                        .at(Point.atEnd("run", "()V").call("http/Requests", "left", "()V")),
                exchange("HttpExchangeImpl"),
                exchange("HttpsExchangeImpl"));
    }

    private static WovenType exchange(String name) {
        return WovenType.of(HOOK, PACKAGE + name)
                .glue(GLUE)
                .orLose(
                        "answers carry neither the correlation nor edges",
                        Point.enter("sendResponseHeaders", "(IJ)V").load(0).callGlue(GLUE, "answering", OF_EXCHANGE));
    }

    private WovenJdkServer() {}
}
