package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * OkHttp's requests. One of its own interceptors makes the request that goes to the network, for each redirect anew, and
 * the program does not see it:
 *
 * <pre>{@code
 * public Response intercept(Chain chain) {
 *     try {
 *         ... Response networkResponse = chain.proceed((Request) OkHttpGlue.sending(requestBuilder.build())); ...
 *         OkHttpGlue.responded(response);
 *         return response;
 *     } finally {
 *         ClientCalls.over();
 *     }
 * }
 * }</pre>
 *
 * <p>Checked with 3.14.9, 4.12.0, 5.1.0 and 5.5.1.
 */
final class WovenOkHttp {
    private static final String GLUE = "OkHttpGlue";

    static List<WovenType> types() {
        return List.of(WovenType.of("OkHttp", "okhttp3/internal/http/BridgeInterceptor")
                .glue(GLUE)
                .at(Point.beforeCall("intercept", null, "proceed")
                        .callGlue(GLUE, "sending", "(Ljava/lang/Object;)Ljava/lang/Object;")
                        .cast("okhttp3/Request"))
                .at(Point.exit("intercept", null).dup().callGlue(GLUE, "responded", "(Ljava/lang/Object;)V"))
                .at(Point.atEnd("intercept", null).call("http/ClientCalls", "over", "()V")));
    }

    private WovenOkHttp() {}
}
