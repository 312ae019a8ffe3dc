package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient 5, classic and asynchronous.
 *
 * <p>The classic client sends a request in the thread of its caller. What it sends is a copy, to which its own
 * interceptors have been applied, so the program does not find our headers in its request:
 *
 * <pre>{@code
 * public ClassicHttpResponse execute(ClassicHttpRequest request, ...) {          // of HttpRequestExecutor
 *     try {
 *         ApacheClientGlue.sending(request);
 *         ApacheClientGlue.begun(request);
 *         ...
 *         ApacheClientGlue.responded(response);
 *         return response;
 *     } finally {
 *         ClientCalls.over();
 *     }
 * }
 * }</pre>
 *
 * <p>The asynchronous client sends it on its own threads, by a handler that it makes for each request. The handler has
 * a field for the call that it belongs to, and each of its STEPS is made in the context of that call:
 *
 * <pre>{@code
 * HttpAsyncMainClientExec$1(...) {                   // an anonymous class
 *     ...
 *     this.whence$ = HttpCall.begun(this);
 * }
 *
 * public void produceRequest(RequestChannel channel, HttpContext context) {
 *     try {
 *         HttpCall.step(this.whence$);
 *         ... ApacheClientGlue.sending(request);     // val$request, which the class has captured
 *         channel.sendRequest(request, ...); ...
 *     } finally {
 *         HttpCall.left();
 *     }
 * }
 *
 * public void consumeResponse(HttpResponse response, ...) {
 *     try {
 *         HttpCall.step(this.whence$);
 *         ApacheClientGlue.responded(response);
 *         ...
 *     } finally {
 *         HttpCall.left();
 *     }
 * }
 * }</pre>
 *
 * <p>The client tells the program by a future with a callback. It uses the same class for its own steps:
 *
 * <pre>{@code
 * public boolean completed(T result) {               // of BasicFuture; failed and cancel are the same
 *     try {
 *         HttpCall.completing(this.whence$);
 *         ...                                        // calls the callback
 *     } finally {
 *         HttpCall.left();
 *     }
 * }
 *
 * public T get() {
 *     ...
 *     HttpCall.joined(this.whence$);
 *     return result;
 * }
 * }</pre>
 *
 * <p>Checked with 5.1.4, 5.5.2 and 5.6.
 */
final class WovenApacheClient {
    private static final String HOOK = "Apache HttpClient";
    private static final String GLUE = "ApacheClientGlue";
    private static final String HTTP_CALL = "http/HttpCall";
    private static final String HTTP = "org/apache/hc/core5/http/";
    private static final String FUTURE = "org/apache/hc/core5/concurrent/BasicFuture";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    /** The methods of a handler that the client calls on its own threads. */
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

    /** The classic client. */
    private static WovenType executor() {
        String execute = "(L" + HTTP + "ClassicHttpRequest;L" + HTTP + "io/HttpClientConnection;L" + HTTP
                + "io/HttpResponseInformationCallback;L" + HTTP + "protocol/HttpContext;)L" + HTTP
                + "ClassicHttpResponse;";
        return WovenType.of(HOOK, HTTP + "impl/io/HttpRequestExecutor")
                .glue(GLUE)
                .at(Point.enter("execute", execute)
                        .load(1)
                        .callGlue(GLUE, "sending", OF_OBJECT)
                        .load(1)
                        .callGlue(GLUE, "begun", OF_OBJECT))
                .at(Point.exit("execute", execute).dup().callGlue(GLUE, "responded", OF_OBJECT))
                .at(Point.atEnd("execute", execute).call("http/ClientCalls", "over", "()V"));
    }

    /** A handler of the asynchronous client, for HTTP/1.1 or HTTP/2. */
    private static WovenType handler(String name) {
        WovenType type = begun(WovenType.of(HOOK, name).glue(GLUE).field(), name);
        for (String step : STEPS) {
            type.at(Point.enter(step, null).load(0).getInjected(name).call(HTTP_CALL, "step", OF_OBJECT))
                    .at(left(step, null));
        }
        return type.at(Point.beforeCall("produceRequest", null, "sendRequest")
                        .load(0)
                        .get(name, "val$request", "L" + HTTP + "HttpRequest;")
                        .callGlue(GLUE, "sending", OF_OBJECT))
                .at(Point.enter("consumeResponse", null).load(1).callGlue(GLUE, "responded", OF_OBJECT));
    }

    /** The futures of the asynchronous client. */
    private static WovenType future() {
        WovenType type = begun(WovenType.of(HOOK, FUTURE).field(), FUTURE);
        for (String[] completing : new String[][] {
            {"completed", "(Ljava/lang/Object;)Z"}, {"failed", "(Ljava/lang/Exception;)Z"}, {"cancel", "(Z)Z"}
        }) {
            type.at(Point.enter(completing[0], completing[1])
                            .load(0)
                            .getInjected(FUTURE)
                            .call(HTTP_CALL, "completing", OF_OBJECT))
                    .at(left(completing[0], completing[1]));
        }
        return type.at(Point.exit("get", null).load(0).getInjected(FUTURE).call(HTTP_CALL, "joined", OF_OBJECT));
    }

    /** Captures at the end of a constructor, where {@code this} may be used. */
    private static WovenType begun(WovenType type, String name) {
        return type.at(Point.exit("<init>", null)
                .load(0)
                .load(0)
                .call(HTTP_CALL, "begun", "(Ljava/lang/Object;)Ljava/lang/Object;")
                .putInjected(name));
    }

    private static Point left(String method, @Nullable String descriptor) {
        return Point.atEnd(method, descriptor).call(HTTP_CALL, "left", "()V");
    }

    private WovenApacheClient() {}
}
