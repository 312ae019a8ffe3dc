package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 5, classic and asynchronous. Checked with 5.1.4, 5.5.2 and 5.6.
 *
 * <p>The classic client sends the request, a copy that its own interceptors have had, in the thread of its caller. The
 * asynchronous one does so on its threads, by a handler that it makes for each request that it sends; and it tells the
 * program by futures with callbacks, which it uses for its own steps as well.
 */
final class WovenApacheClient {
    private static final String HOOK = "Apache HttpClient";
    private static final String GLUE = "ApacheClientGlue";
    private static final String EXCHANGE = "http/Exchange";
    private static final String HTTP = "org/apache/hc/core5/http/";
    private static final String FUTURE = "org/apache/hc/core5/concurrent/BasicFuture";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    private static final String[] STEPS = {
        "failed",
        "cancel",
        "produceRequest",
        "produce",
        "consumeInformation",
        "consumeResponse",
        "consume",
        "streamEnd",
        "releaseResources"
    };

    static List<WovenType> types() {
        return List.of(
                executor(),
                handler("org/apache/hc/client5/http/impl/async/HttpAsyncMainClientExec$1"),
                handler("org/apache/hc/client5/http/impl/async/H2AsyncMainClientExec$1"),
                future());
    }

    private static WovenType executor() {
        String execute = "(L" + HTTP + "ClassicHttpRequest;L" + HTTP + "io/HttpClientConnection;L" + HTTP
                + "io/HttpResponseInformationCallback;L" + HTTP + "protocol/HttpContext;)L" + HTTP
                + "ClassicHttpResponse;";
        return WovenType.of(HOOK, HTTP + "impl/io/HttpRequestExecutor")
                .glue(GLUE)
                .at(Point.enter("execute", execute).load(1).callGlue(GLUE, "sending", OF_OBJECT))
                .at(Point.exit("execute", execute).dup().callGlue(GLUE, "answered", OF_OBJECT));
    }

    private static WovenType handler(String name) {
        WovenType type = begun(WovenType.of(HOOK, name).glue(GLUE).field(), name);
        for (String step : STEPS) {
            type.at(Point.enter(step, null).load(0).getInjected(name).call(EXCHANGE, "step", OF_OBJECT))
                    .at(left(step, null));
        }
        return type.at(Point.beforeCall("produceRequest", null, "sendRequest")
                        .load(0)
                        .get(name, "val$request", "L" + HTTP + "HttpRequest;")
                        .callGlue(GLUE, "sending", OF_OBJECT))
                .at(Point.enter("consumeResponse", null).load(1).callGlue(GLUE, "answered", OF_OBJECT));
    }

    private static WovenType future() {
        WovenType type = begun(WovenType.of(HOOK, FUTURE).field(), FUTURE);
        for (String[] completing : new String[][] {
            {"completed", "(Ljava/lang/Object;)Z"}, {"failed", "(Ljava/lang/Exception;)Z"}, {"cancel", "(Z)Z"}
        }) {
            type.at(Point.enter(completing[0], completing[1])
                            .load(0)
                            .getInjected(FUTURE)
                            .call(EXCHANGE, "completing", OF_OBJECT))
                    .at(left(completing[0], completing[1]));
        }
        return type.at(Point.exit("get", null).load(0).getInjected(FUTURE).call(EXCHANGE, "joined", OF_OBJECT));
    }

    private static WovenType begun(WovenType type, String name) {
        return type.at(Point.exit("<init>", null)
                .load(0)
                .load(0)
                .call(EXCHANGE, "begun", "(Ljava/lang/Object;)Ljava/lang/Object;")
                .putInjected(name));
    }

    private static Point left(String method, @Nullable String descriptor) {
        return Point.atEnd(method, descriptor).call(EXCHANGE, "left", "()V");
    }

    private WovenApacheClient() {}
}
