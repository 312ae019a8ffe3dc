package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Helidon 4, server and client. Both block the thread that handles or sends a request, so the thread has its context.
 * Only headers have to be read and written. The points need few types of Helidon, whose classes are of a later Java than
 * the agent's.
 *
 * <p>Requests of the server, by HTTP/1.1 and HTTP/2:
 *
 * <pre>{@code
 * public void filter(ConnectionContext ctx, RoutingRequest request, RoutingResponse response, ...) {
 *     try {
 *         HelidonHooks.arrived(request, response);
 *         ...                                        // of Filters, also if there are none
 *         HelidonHooks.over(response);
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 * }</pre>
 *
 * <p>Headers are added to what is written:
 *
 * <pre>{@code
 * static void nonEntityBytes(ServerResponseHeaders headers, Status status, BufferData buffer, ...) {
 *     ... buffer.write(HelidonHooks.responseLines(headers));
 *     writeHeaders(headers, buffer, validateHeaders); ...              // of Http1ServerResponse
 * }
 *
 * void prologue(BufferData nonEntityData, WebClientServiceRequest request, ClientUri uri) {
 *     ...                                            // of Http1CallChainBase
 *     nonEntityData.write(HelidonHooks.requestLines(request));
 * }
 *
 * public void write(DynamicTable table, Http2HuffmanEncoder huffman, BufferData growing) {
 *     ...                                            // of Http2Headers, for server and client
 *     growing.write(HelidonHooks.fields(this));
 * }
 * }</pre>
 *
 * <p>Responses to the client:
 *
 * <pre>{@code
 * protected WebClientServiceResponse invokeServices(WebClientService.Chain httpCallChain, ...) {
 *     ... HelidonHooks.responded(response);          // of ClientRequestBase
 *     return response;
 * }
 * }</pre>
 *
 * <p>Checked with 4.0.0, the HTTP/2 of 4.0.1, and 4.5.0.
 */
final class WovenHelidon {
    private static final String SERVER = "Helidon";
    private static final String CLIENT = "Helidon client";
    private static final String HOOKS = "http/HelidonHooks";
    private static final String BUFFER = "io/helidon/common/buffers/BufferData";
    private static final String FILTER = "(ConnectionContext,RoutingRequest,RoutingResponse,Callable)";
    private static final String OBJECT = "Ljava/lang/Object;";

    static List<WovenType> types() {
        return List.of(
                filters(),
                WovenType.of(SERVER, "io/helidon/webserver/http1/Http1ServerResponse")
                        .at(written(Point.beforeCall("nonEntityBytes", "(*)", "writeHeaders")
                                .loadArgument("BufferData")
                                .loadArgument("ServerResponseHeaders")
                                .call(HOOKS, "responseLines", "(" + OBJECT + ")[B"))),
                WovenType.of(CLIENT, "io/helidon/webclient/http1/Http1CallChainBase")
                        .at(written(Point.exit("prologue", "(*)")
                                .loadArgument("BufferData")
                                .loadArgument("WebClientServiceRequest")
                                .call(HOOKS, "requestLines", "(" + OBJECT + ")[B"))),
                WovenType.of(CLIENT, "io/helidon/webclient/api/ClientRequestBase")
                        .at(Point.exit("invokeServices", "(*)").dup().call(HOOKS, "responded", "(" + OBJECT + ")V")),
                WovenType.of("Helidon HTTP/2", "io/helidon/http/http2/Http2Headers")
                        .at(written(Point.exit("write", "(*)")
                                .loadArgument("BufferData")
                                .load(0)
                                .call(HOOKS, "fields", "(" + OBJECT + ")[B"))));
    }

    private static WovenType filters() {
        return WovenType.of(SERVER, "io/helidon/webserver/http/Filters")
                .at(Point.enter("filter", FILTER)
                        .loadArgument("RoutingRequest")
                        .loadArgument("RoutingResponse")
                        .call(HOOKS, "arrived", "(" + OBJECT + OBJECT + ")V"))
                .at(Point.exit("filter", FILTER)
                        .loadArgument("RoutingResponse")
                        .call(HOOKS, "over", "(" + OBJECT + ")V"))
                .at(Point.atEnd("filter", FILTER).call("http/ServerRequests", "left", "()V"));
    }

    /** Writes bytes into a buffer. */
    private static Point written(Point buffer) {
        return buffer.callInterface(BUFFER, "write", "([B)V");
    }

    private WovenHelidon() {}
}
