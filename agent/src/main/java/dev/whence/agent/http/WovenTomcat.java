package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Tomcat, with {@code javax.servlet} or {@code jakarta.servlet}: its lower part, Coyote, has the same types in all
 * versions.
 *
 * <pre>{@code
 * public void service(Request req, Response res) {   // of CoyoteAdapter
 *     try {
 *         TomcatGlue.arrived(req);
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 *
 * public boolean asyncDispatch(Request req, Response res, SocketEvent status) {          // of CoyoteAdapter
 *     try {
 *         ServerRequests.takenUp(req);
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 *
 * public void complete() {                           // of AsyncContextImpl; dispatch is the same
 *     TomcatGlue.handedOver(request);
 *     ...
 * }
 *
 * public void start(Runnable run) {                  // of AsyncContextImpl
 *     run = ServerRequests.carried(run);
 *     ...
 * }
 *
 * void prepareResponse() {                           // of Http11Processor, StreamProcessor and AjpProcessor
 *     TomcatGlue.responding(request, response);
 *     ...
 * }
 *
 * public void recycle() {                            // of org.apache.coyote.Request
 *     ServerRequests.over(this);
 *     ...
 * }
 * }</pre>
 *
 * <p>{@code prepareResponse} is called just before the headers are sent, when the application can no longer change
 * them. {@code recycle} is called when the object is about to be used for another request.
 *
 * <p>Checked with 8.5.0, 8.5.100, 9.0.1, 9.0.122, 10.1.0, 10.1.61, 11.0.0 and 11.0.27.
 */
final class WovenTomcat {
    private static final String HOOK = "Tomcat";
    private static final String COYOTE = "org/apache/coyote/";
    private static final String CATALINA = "org/apache/catalina/";
    private static final String PROCESSOR = COYOTE + "AbstractProcessor";
    private static final String REQUESTS = "http/ServerRequests";
    private static final String GLUE = "TomcatGlue";
    private static final String OF_OBJECT = "(Ljava/lang/Object;)V";
    private static final String OF_OBJECTS = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(
                adapter(),
                asyncContext(),
                processor("http11/Http11Processor"),
                processor("http2/StreamProcessor"),
                processor("ajp/AjpProcessor"),
                WovenType.of(HOOK, COYOTE + "Request")
                        .at(Point.enter("recycle", "()V").load(0).call(REQUESTS, "over", OF_OBJECT)));
    }

    private static WovenType adapter() {
        return WovenType.of(HOOK, CATALINA + "connector/CoyoteAdapter")
                .glue(GLUE)
                .at(Point.enter("service", null).load(1).callGlue(GLUE, "arrived", OF_OBJECT))
                .at(Point.atEnd("service", null).call(REQUESTS, "left", "()V"))
                .at(Point.enter("asyncDispatch", null).load(1).call(REQUESTS, "takenUp", OF_OBJECT))
                .at(Point.atEnd("asyncDispatch", null).call(REQUESTS, "left", "()V"));
    }

    private static WovenType asyncContext() {
        return WovenType.of(HOOK, CATALINA + "core/AsyncContextImpl")
                .glue(GLUE)
                .at(handedOver("complete"))
                .at(handedOver("dispatch"))
                .at(Point.enter("start", "(Ljava/lang/Runnable;)V")
                        .load(1)
                        .call(REQUESTS, "carried", "(Ljava/lang/Runnable;)Ljava/lang/Runnable;")
                        .store(1, "java/lang/Runnable"));
    }

    /** A method that hands the request to another thread. */
    private static Point handedOver(String method) {
        return Point.enter(method, null)
                .load(0)
                .get(CATALINA + "core/AsyncContextImpl", "request", "L" + CATALINA + "connector/Request;")
                .callGlue(GLUE, "handedOver", OF_OBJECT);
    }

    /** A processor of one protocol. The two fields are those of its superclass, which they inherit. */
    private static WovenType processor(String name) {
        return WovenType.of(HOOK, COYOTE + name)
                .glue(GLUE)
                .at(Point.enter("prepareResponse", "()V")
                        .load(0)
                        .get(PROCESSOR, "request", "L" + COYOTE + "Request;")
                        .load(0)
                        .get(PROCESSOR, "response", "L" + COYOTE + "Response;")
                        .callGlue(GLUE, "responding", OF_OBJECTS));
    }

    private WovenTomcat() {}
}
