package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.ArrayList;
import java.util.List;

/**
 * The headers of Jetty's client.
 *
 * <pre>{@code
 * void send(HttpRequest request) {                   // of HttpDestination
 *     JettyClientHooks.sending(request);
 *     ...
 * }
 *
 * Request copyRequest(Request oldRequest, URI newURI) {               // of HttpClient
 *     ...
 *     JettyClientHooks.copied(copy, oldRequest);
 *     return copy;
 * }
 *
 * void notifyHeaders(Response response) {            // of ResponseListeners
 *     JettyClientHooks.responded(response);
 *     ...
 * }
 *
 * void terminateResponse(HttpExchange exchange, Result result) {      // of HttpReceiver; that of HttpSender is the same
 *     JettyClientHooks.completed(result);
 *     ...
 * }
 * }</pre>
 *
 * <p>The destination gets the requests of the program only. A {@code CONNECT} to a proxy is sent by a connection. Before
 * 12, the classes are in another package. The listeners run in the context of the call: see the package {@code library}.
 *
 * <p>Checked with 9.4.0, 9.4.56, 10.0.0, 11.0.24, 12.0.0 and 12.1.14.
 */
final class WovenJettyClient {
    private static final String HOOK = "Jetty client headers";
    private static final String HOOKS = "http/JettyClientHooks";
    private static final String BEFORE_12 = "org/eclipse/jetty/client/";
    private static final String SINCE_12 = BEFORE_12 + "transport/";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        List<WovenType> types = new ArrayList<>(List.of(
                destination(BEFORE_12, "(HttpRequest,List)"),
                destination(SINCE_12, "(HttpRequest)"),
                WovenType.of(HOOK, BEFORE_12 + "HttpClient")
                        .at(Point.exit("copyRequest", null)
                                .dup()
                                .load(1)
                                .call(HOOKS, "copied", "(Ljava/lang/Object;Ljava/lang/Object;)V")),
                responded(BEFORE_12 + "ResponseNotifier", "(List,Response)"),
                responded(SINCE_12 + "ResponseListeners", "(Response)")));
        for (String root : new String[] {BEFORE_12, SINCE_12}) {
            types.add(completed(root + "HttpReceiver", "terminateResponse", "(HttpExchange,Result)"));
            types.add(completed(root + "HttpSender", "terminateRequest", "(HttpExchange,Throwable,Result)"));
        }
        return types;
    }

    private static WovenType destination(String root, String parameters) {
        return WovenType.of(HOOK, root + "HttpDestination")
                .at(Point.enter("send", parameters).load(1).call(HOOKS, "sending", OF_OBJECT));
    }

    private static WovenType responded(String listeners, String parameters) {
        return WovenType.of(HOOK, listeners)
                .at(Point.enter("notifyHeaders", parameters)
                        .loadArgument("Response")
                        .call(HOOKS, "responded", OF_OBJECT));
    }

    private static WovenType completed(String owner, String method, String parameters) {
        return WovenType.of(HOOK, owner)
                .at(Point.enter(method, parameters).loadArgument("Result").call(HOOKS, "completed", OF_OBJECT));
    }

    private WovenJettyClient() {}
}
