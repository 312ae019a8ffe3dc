package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * Jetty 12, and its servlet environments.
 *
 * <pre>{@code
 * public boolean handle(Request request, Response response, Callback callback) {         // of Server
 *     try {
 *         JettyGlue.arrived(request);
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 * }</pre>
 *
 * <p>The servlet environments handle a request again after it was dispatched, on another thread and not by way of the
 * server:
 *
 * <pre>{@code
 * public void handle() {                             // of ServletChannel
 *     try {
 *         JettyGlue.takenUp(getRequest());
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 *
 * public void dispatch(ServletContext context, String path) {         // of ServletChannelState; complete is the same
 *     JettyGlue.handedOver(getServletChannel().getRequest());
 *     ...
 * }
 *
 * public void start(Runnable runnable) {             // of AsyncContextState
 *     runnable = ServerRequests.carried(runnable);
 *     ...
 * }
 * }</pre>
 *
 * <p>Checked with 12.0.0 and 12.1.14.
 */
final class WovenJetty {
    private static final String HOOK = "Jetty";
    private static final String REQUESTS = "http/ServerRequests";
    private static final String GLUE = "JettyGlue";
    private static final String SERVLETS = "Jetty servlets";
    private static final String OF_REQUEST = "()Lorg/eclipse/jetty/server/Request;";
    private static final String HANDLE = "(Lorg/eclipse/jetty/server/Request;Lorg/eclipse/jetty/server/Response;"
            + "Lorg/eclipse/jetty/util/Callback;)Z";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>();
        types.add(server());
        for (String environment : new String[] {"ee10", "ee11"}) {
            String channel = "org/eclipse/jetty/" + environment + "/servlet/ServletChannel";
            types.add(channel(channel));
            types.add(WovenType.of(SERVLETS, "org/eclipse/jetty/" + environment + "/servlet/AsyncContextState")
                    .at(Point.enter("start", "(Ljava/lang/Runnable;)V")
                            .load(1)
                            .call(REQUESTS, "carried", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;")
                            .store(1, "java/lang/Runnable")));
            types.add(WovenType.of(SERVLETS, channel + "State")
                    .glue(GLUE)
                    .at(handedOver(channel, "dispatch"))
                    .at(handedOver(channel, "complete")));
        }
        return types;
    }

    private static WovenType server() {
        return WovenType.of(HOOK, "org/eclipse/jetty/server/Server")
                .glue(GLUE)
                .at(Point.enter("handle", HANDLE).load(1).callGlue(GLUE, "arrived", OF_OBJECT))
                .at(Point.atEnd("handle", HANDLE).call(REQUESTS, "left", "()V"));
    }

    private static WovenType channel(String name) {
        return WovenType.of(SERVLETS, name)
                .glue(GLUE)
                .at(Point.enter("handle", null)
                        .load(0)
                        .callVirtual(name, "getRequest", OF_REQUEST)
                        .callGlue(GLUE, "takenUp", OF_OBJECT))
                .at(Point.atEnd("handle", null).call(REQUESTS, "left", "()V"));
    }

    /** A method that hands the request to another thread. */
    private static Point handedOver(String channel, String method) {
        return Point.enter(method, null)
                .load(0)
                .callVirtual(channel + "State", "getServletChannel", "()L" + channel + ";")
                .callVirtual(channel, "getRequest", OF_REQUEST)
                .callGlue(GLUE, "handedOver", OF_OBJECT);
    }

    private WovenJetty() {}
}
