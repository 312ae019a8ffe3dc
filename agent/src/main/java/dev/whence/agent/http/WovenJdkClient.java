package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@code java.net.http.HttpClient}, and so its web sockets.
 *
 * <p>The client copies the program's request in the thread that sends it. It copies that copy again for each redirect
 * and each password. The headers that the client itself adds are in a builder of the copy, and there ours are put:
 *
 * <pre>{@code
 * public HttpRequestImpl(HttpRequest request, ProxySelector ps) {
 *     ...
 *     JdkClientHooks.sending(uri, userHeaders.map(), systemHeadersBuilder.map());
 * }
 *
 * private HttpRequestImpl(URI uri, String method, HttpRequestImpl other, boolean mayHaveBody) {
 *     ...
 *     JdkClientHooks.again(uri, systemHeadersBuilder.map(), other.systemHeadersBuilder.map());
 * }
 * }</pre>
 *
 * <p>The second constructor has two forms. On 17.0.15 it is as above. Later updates of JDK 17, and JDK
 * 25, can filter the headers of a redirected request and have a fifth parameter for that; the constructor with four
 * parameters only calls the one with five. So that one is the first alternative: if both were woven the headers would
 * be added twice.
 *
 * <p>The response is made in a continuation, so its edges reach the program's future. A thread that waits in
 * {@code send} has them from the response:
 *
 * <pre>{@code
 * public HttpResponseImpl(...) {
 *     ...
 *     JdkClientHooks.responded(headers.map());
 * }
 *
 * public <T> HttpResponse<T> send(HttpRequest req, BodyHandler<T> responseHandler) {      // of HttpClientImpl
 *     ...
 *     JdkClientHooks.responded(response.headers().map());
 *     return response;
 * }
 * }</pre>
 */
final class WovenJdkClient {
    private static final String HOOK = "java.net.http";
    private static final String HOOKS = "http/JdkClientHooks";
    private static final String UNORDERED = "responses do not always bring their edges";
    private static final String PACKAGE = "jdk/internal/net/http/";
    private static final String REQUEST = PACKAGE + "HttpRequestImpl";
    private static final String RESPONSE = PACKAGE + "HttpResponseImpl";
    private static final String ADDED = PACKAGE + "common/HttpHeadersBuilder";
    private static final String HEADERS = "java/net/http/HttpHeaders";
    private static final String MAP = "()Ljava/util/Map;";
    private static final String URI = "Ljava/net/URI;";
    private static final String OF_URI_AND_MAPS = "(" + URI + "Ljava/util/Map;Ljava/util/Map;)V";

    static List<WovenType> types() {
        return List.of(request(), response(), client());
    }

    private static WovenType request() {
        Point first = Point.exit("<init>", "(Ljava/net/http/HttpRequest;Ljava/net/ProxySelector;)V")
                .load(0)
                .get(REQUEST, "uri", URI)
                .load(0)
                .get(REQUEST, "userHeaders", "L" + HEADERS + ";")
                .callVirtual(HEADERS, "map", MAP);
        return WovenType.of(HOOK, REQUEST)
                .at(added(first, 0).call(HOOKS, "sending", OF_URI_AND_MAPS))
                .orLose(
                        "requests that are sent again, to where they were redirected or with a password, carry nothing",
                        again("Ljava/util/Optional;"),
                        again(""));
    }

    /** A constructor that copies the copy, by the descriptor of its fifth parameter, if it has one. */
    private static Point again(String filter) {
        Point copied = Point.exit("<init>", "(Ljava/net/URI;Ljava/lang/String;L" + REQUEST + ";Z" + filter + ")V");
        return added(added(copied.load(0).get(REQUEST, "uri", URI), 0), 3).call(HOOKS, "again", OF_URI_AND_MAPS);
    }

    /** Loads the headers that the client adds to a request, which is a parameter or {@code this}. */
    private static Point added(Point point, int local) {
        return point.load(local)
                .get(REQUEST, "systemHeadersBuilder", "L" + ADDED + ";")
                .callVirtual(ADDED, "map", MAP);
    }

    private static WovenType response() {
        return WovenType.of(HOOK, RESPONSE)
                .orLose(
                        UNORDERED,
                        responded(Point.exit("<init>", null).load(0).get(RESPONSE, "headers", "L" + HEADERS + ";")));
    }

    private static WovenType client() {
        String response = "java/net/http/HttpResponse";
        return WovenType.of(HOOK, PACKAGE + "HttpClientImpl")
                .orLose(
                        UNORDERED,
                        responded(Point.exit("send", null)
                                .dup()
                                .callInterface(response, "headers", "()L" + HEADERS + ";")));
    }

    private static Point responded(Point point) {
        return point.callVirtual(HEADERS, "map", MAP).call(HOOKS, "responded", "(Ljava/util/Map;)V");
    }

    private WovenJdkClient() {}
}
