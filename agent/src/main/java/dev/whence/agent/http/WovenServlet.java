package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Servlets in a container that has no points of its own: what the container itself does is then not covered. The glue for
 * {@code javax} is a copy of that for {@code jakarta}, made when the jar is laid out. Checked with 4.0.1 and 6.0.0.
 */
final class WovenServlet {
    private static final String OF_SERVICE = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    static List<WovenType> types() {
        return List.of(servlet("jakarta", "JakartaServletGlue"), servlet("javax", "JavaxServletGlue"));
    }

    private static WovenType servlet(String namespace, String glue) {
        String api = namespace + "/servlet/";
        String service = "(L" + api + "ServletRequest;L" + api + "ServletResponse;)V";
        return WovenType.of(namespace + ".servlet", api + "http/HttpServlet")
                .glue(glue)
                .at(Point.enter("service", service).load(1).load(2).callGlue(glue, "service", OF_SERVICE))
                .at(Point.atEnd("service", service).call("http/Requests", "left", "()V"));
    }

    private WovenServlet() {}
}
