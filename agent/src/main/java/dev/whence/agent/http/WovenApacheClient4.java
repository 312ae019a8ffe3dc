package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * The headers of Apache HttpClient 4 and HttpAsyncClient 4. Both send a copy of the program's request, which they make
 * anew for each redirect.
 *
 * <pre>{@code
 * public HttpResponse execute(HttpRequest request, ...) {             // of HttpRequestExecutor
 *     try {
 *         ApacheClient4Glue.sending(request);
 *         ApacheClient4Glue.begun(request);
 *         ...
 *         ApacheClient4Glue.responded(response);
 *         return response;
 *     } finally {
 *         ClientCalls.over();
 *     }
 * }
 *
 * public HttpRequest generateRequest() {             // of DefaultClientExchangeHandlerImpl
 *     ...
 *     ApacheClient4Glue.sending(request);
 *     return request;
 * }
 *
 * public void responseReceived(HttpResponse response) {
 *     ApacheClient4Glue.responded(response);
 *     ...
 * }
 * }</pre>
 *
 * <p>The handler of the asynchronous client runs in the context of the call: see the package {@code library}.
 *
 * <p>Checked with HttpCore 4.0.1 and 4.4.15, HttpAsyncClient 4.0.2 and 4.1.5.
 */
final class WovenApacheClient4 {
    private static final String HOOK = "Apache HttpClient 4";
    private static final String GLUE = "ApacheClient4Glue";
    private static final String HANDLER = "org/apache/http/impl/nio/client/DefaultClientExchangeHandlerImpl";
    private static final String EXECUTE = "(HttpRequest,HttpClientConnection,HttpContext)";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(
                WovenType.of(HOOK, "org/apache/http/protocol/HttpRequestExecutor")
                        .glue(GLUE)
                        .at(Point.enter("execute", EXECUTE)
                                .load(1)
                                .callGlue(GLUE, "sending", OF_OBJECT)
                                .load(1)
                                .callGlue(GLUE, "begun", OF_OBJECT))
                        .at(Point.exit("execute", EXECUTE).dup().callGlue(GLUE, "responded", OF_OBJECT))
                        .at(Point.atEnd("execute", EXECUTE).call("http/ClientCalls", "over", "()V")),
                WovenType.of(HOOK, HANDLER)
                        .glue(GLUE)
                        .at(Point.exit("generateRequest", "()").dup().callGlue(GLUE, "sending", OF_OBJECT))
                        .at(Point.enter("responseReceived", "(HttpResponse)")
                                .load(1)
                                .callGlue(GLUE, "responded", OF_OBJECT)));
    }

    private WovenApacheClient4() {}
}
