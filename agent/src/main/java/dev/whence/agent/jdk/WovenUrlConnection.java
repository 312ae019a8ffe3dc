package dev.whence.agent.jdk;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.net.HttpURLConnection}, which prints its request, and parses the answer, in the thread that calls it.
 */
final class WovenUrlConnection {
    private static final String HOOK = "HttpURLConnection";
    private static final String HOOKS = "http/UrlConnectionHooks";
    private static final String HEADER = "sun/net/www/MessageHeader";
    private static final String CONNECTION = "sun/net/www/protocol/http/HttpURLConnection";
    private static final String STRINGS = "[Ljava/lang/String;";

    static List<WovenType> types() {
        return List.of(request(), answer());
    }

    private static WovenType request() {
        return WovenType.of(HOOK, HEADER)
                .at(Point.enter("print", "(I" + STRINGS + STRINGS + "Ljava/io/PrintStream;)V")
                        .loadInt(0)
                        .load(1)
                        .load(2)
                        .call(HOOKS, "sending", "(I" + STRINGS + STRINGS + ")" + STRINGS)
                        .dup()
                        .dup()
                        .store(1, STRINGS)
                        .call(HOOKS, "values", "(" + STRINGS + ")" + STRINGS)
                        .store(2, STRINGS)
                        .call(HOOKS, "count", "(" + STRINGS + ")I")
                        .storeInt(0));
    }

    private static WovenType answer() {
        return WovenType.of(HOOK, CONNECTION)
                .orLose(
                        "answers bring no edges",
                        Point.afterCall("getInputStream0", "()Ljava/io/InputStream;", "parseHTTP")
                                .load(0)
                                .get(CONNECTION, "responses", "L" + HEADER + ";")
                                .call(HOOKS, "edgeHeader", "()Ljava/lang/String;")
                                .callVirtual(HEADER, "findValue", "(Ljava/lang/String;)Ljava/lang/String;")
                                .call(HOOKS, "answered", "(Ljava/lang/String;)V"));
    }

    private WovenUrlConnection() {}
}
