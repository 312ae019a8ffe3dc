package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Tomcat, whether {@code javax} or {@code jakarta}: what {@code CoyoteAdapter} is given has the same types in all.
 * Checked with 8.5.0, 8.5.100, 9.0.1, 9.0.122, 10.1.0, 10.1.61, 11.0.0 and 11.0.27.
 */
final class WovenTomcat {
    private static final String HOOK = "Tomcat";
    private static final String COYOTE = "org/apache/coyote/";
    private static final String CATALINA = "org/apache/catalina/";
    private static final String PROCESSOR = COYOTE + "AbstractProcessor";
    private static final String REQUESTS = "http/Requests";
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

    private static Point handedOver(String method) {
        return Point.enter(method, null)
                .load(0)
                .get(CATALINA + "core/AsyncContextImpl", "request", "L" + CATALINA + "connector/Request;")
                .callGlue(GLUE, "handedOver", OF_OBJECT);
    }

    private static WovenType processor(String name) {
        return WovenType.of(HOOK, COYOTE + name)
                .glue(GLUE)
                .at(Point.enter("prepareResponse", "()V")
                        .load(0)
                        .get(PROCESSOR, "request", "L" + COYOTE + "Request;")
                        .load(0)
                        .get(PROCESSOR, "response", "L" + COYOTE + "Response;")
                        .callGlue(GLUE, "answering", OF_OBJECTS));
    }

    private WovenTomcat() {}
}
