package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The headers of Undertow's client for HTTP/1.1.
 *
 * <pre>{@code
 * public void sendRequest(ClientRequest request, ClientCallback<ClientExchange> clientCallback) {
 *     UndertowClientGlue.sending(request);
 *     ...
 * }
 *
 * void setResponse(ClientResponse response) {        // of HttpClientExchange
 *     UndertowClientGlue.responded(response);
 *     ...
 * }
 * }</pre>
 *
 * <p>Checked with 2.0.0, 2.3.26 and 2.4.4.
 */
final class WovenUndertowClient {
    private static final String HOOK = "Undertow client headers";
    private static final String GLUE = "UndertowClientGlue";
    private static final String PACKAGE = "io/undertow/client/http/";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(
                WovenType.of(HOOK, PACKAGE + "HttpClientConnection")
                        .glue(GLUE)
                        .at(Point.enter("sendRequest", "(ClientRequest,ClientCallback)")
                                .load(1)
                                .callGlue(GLUE, "sending", OF_OBJECT)),
                WovenType.of(HOOK, PACKAGE + "HttpClientExchange")
                        .glue(GLUE)
                        .at(Point.enter("setResponse", "(ClientResponse)")
                                .load(1)
                                .callGlue(GLUE, "responded", OF_OBJECT)));
    }

    private WovenUndertowClient() {}
}
