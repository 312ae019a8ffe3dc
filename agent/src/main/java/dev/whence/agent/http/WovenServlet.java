package dev.whence.agent.http;

import dev.whence.agent.weave.Point;
import dev.whence.agent.weave.WovenType;
import java.util.List;

/**
 * Servlets in a container that the agent does not know. What the container does before and after the servlet is not
 * covered.
 *
 * <pre>{@code
 * public void service(ServletRequest req, ServletResponse res) {      // of HttpServlet
 *     try {
 *         JakartaServletGlue.service(req, res);
 *         ...
 *     } finally {
 *         ServerRequests.left();
 *     }
 * }
 * }</pre>
 *
 * <p>In a container that the agent knows, the request has arrived already. Then the hook only counts the call, so that
 * {@code left} finds its match.
 *
 * <p>The glue for {@code javax.servlet} is a copy of that for {@code jakarta.servlet} with other names, which the build
 * makes.
 *
 * <p>Checked with 4.0.1 and 6.0.0 of the servlet API.
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
                .at(Point.atEnd("service", service).call("http/ServerRequests", "left", "()V"));
    }

    private WovenServlet() {}
}
