package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * {@link java.net.HttpURLConnection}, which sends its request and parses the response in the thread that calls it.
 *
 * <pre>{@code
 * private static void print(int nkeys, String[] keys, String[] values, PrintStream p) {      // of MessageHeader
 *     String[] all = UrlConnectionHooks.sending(nkeys, keys, values);
 *     keys = all;
 *     values = UrlConnectionHooks.values(all);
 *     nkeys = UrlConnectionHooks.count(all);
 *     ...
 * }
 *
 * private InputStream getInputStream0() {            // of sun.net.www.protocol.http.HttpURLConnection
 *     try {
 *         ... http.parseHTTP(responses, this);
 *         UrlConnectionHooks.responded(responses.findValue(UrlConnectionHooks.edgeHeader())); ...
 *     } finally {
 *         ClientCalls.over();
 *     }
 * }
 * }</pre>
 *
 * <p>{@code print} gets copies of the lists, made for this one request. So the program does not find our headers among
 * its own, and a second attempt does not send them twice. The point has no local variable of its own for the result,
 * which holds both lists: it keeps it on the stack and duplicates it, and the first list is the result itself, of which
 * only the first {@code nkeys} elements count.
 */
public final class WovenUrlConnection {
    private static final String HOOK = "HttpURLConnection";
    private static final String HOOKS = "http/UrlConnectionHooks";
    private static final String HEADER = "sun/net/www/MessageHeader";
    private static final String CONNECTION = "sun/net/www/protocol/http/HttpURLConnection";
    private static final String STRINGS = "[Ljava/lang/String;";

    public static List<WovenType> types() {
        return List.of(request(), response());
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

    private static WovenType response() {
        return WovenType.of(HOOK, CONNECTION)
                .orLose(
                        "responses bring no edges",
                        Point.afterCall("getInputStream0", "()Ljava/io/InputStream;", "parseHTTP")
                                .load(0)
                                .get(CONNECTION, "responses", "L" + HEADER + ";")
                                .call(HOOKS, "edgeHeader", "()Ljava/lang/String;")
                                .callVirtual(HEADER, "findValue", "(Ljava/lang/String;)Ljava/lang/String;")
                                .call(HOOKS, "responded", "(Ljava/lang/String;)V"))
                .at(Point.atEnd("getInputStream0", "()Ljava/io/InputStream;").call("http/ClientCalls", "over", "()V"));
    }

    private WovenUrlConnection() {}
}
