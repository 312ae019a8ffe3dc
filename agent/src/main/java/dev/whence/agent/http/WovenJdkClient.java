package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@code java.net.http.HttpClient}, and so its web sockets.
 *
 * <p>The program's request is copied in the thread that sends it, and that copy again for each redirect and each password.
 * The answer is made in a continuation, whose frontier reaches the program's future; a thread that waits for it in
 * {@code send} has it from the answer.
 */
final class WovenJdkClient {
    private static final String HOOK = "java.net.http";
    private static final String HOOKS = "http/JdkClientHooks";
    private static final String UNORDERED = "answers do not always bring their edges";
    private static final String PACKAGE = "jdk/internal/net/http/";
    private static final String REQUEST = PACKAGE + "HttpRequestImpl";
    private static final String ANSWER = PACKAGE + "HttpResponseImpl";
    private static final String ADDED = PACKAGE + "common/HttpHeadersBuilder";
    private static final String HEADERS = "java/net/http/HttpHeaders";
    private static final String MAP = "()Ljava/util/Map;";
    private static final String URI = "Ljava/net/URI;";
    private static final String OF_URI_AND_MAPS = "(" + URI + "Ljava/util/Map;Ljava/util/Map;)V";

    static List<WovenType> types() {
        return List.of(request(), answer(), client());
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

    /** Where the updates that filter headers have two constructors, the one calls the other. */
    private static Point again(String filter) {
        Point copied = Point.exit("<init>", "(Ljava/net/URI;Ljava/lang/String;L" + REQUEST + ";Z" + filter + ")V");
        return added(added(copied.load(0).get(REQUEST, "uri", URI), 0), 3).call(HOOKS, "again", OF_URI_AND_MAPS);
    }

    private static Point added(Point point, int local) {
        return point.load(local)
                .get(REQUEST, "systemHeadersBuilder", "L" + ADDED + ";")
                .callVirtual(ADDED, "map", MAP);
    }

    private static WovenType answer() {
        return WovenType.of(HOOK, ANSWER)
                .orLose(
                        UNORDERED,
                        answered(Point.exit("<init>", null).load(0).get(ANSWER, "headers", "L" + HEADERS + ";")));
    }

    private static WovenType client() {
        String answer = "java/net/http/HttpResponse";
        return WovenType.of(HOOK, PACKAGE + "HttpClientImpl")
                .orLose(
                        UNORDERED,
                        answered(Point.exit("send", null)
                                .dup()
                                .callInterface(answer, "headers", "()L" + HEADERS + ";")));
    }

    private static Point answered(Point point) {
        return point.callVirtual(HEADERS, "map", MAP).call(HOOKS, "answered", "(Ljava/util/Map;)V");
    }

    private WovenJdkClient() {}
}
