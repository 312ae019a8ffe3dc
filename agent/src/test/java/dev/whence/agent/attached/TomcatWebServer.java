package dev.whence.agent.attached;

import java.io.File;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.util.concurrent.Executor;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.valves.ValveBase;

/**
 * Tomcat, of whatever version is on the class path: no type of the servlet API, whose package differs, is named.
 */
final class TomcatWebServer implements WebServer {
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector = new Connector("org.apache.coyote.http11.Http11NioProtocol");

    TomcatWebServer(Handler handler) throws Exception {
        File base = Files.createTempDirectory("whence-tomcat").toFile();
        base.deleteOnExit();
        tomcat.setBaseDir(base.toString());
        connector.setPort(0);
        connector.setProperty("address", "127.0.0.1");
        connector.setProperty("maxThreads", "2");
        connector.setProperty("minSpareThreads", "1");
        tomcat.setConnector(connector);
        tomcat.addContext("", base.toString()).getPipeline().addValve(new HandlerValve(handler));
        tomcat.start();
    }

    private static final class HandlerValve extends ValveBase {
        private final Handler handler;

        HandlerValve(Handler handler) {
            super(true);
            this.handler = handler;
        }

        @Override
        public void invoke(Request request, Response response) {
            try {
                handler.handle(new TomcatExchange(request, response));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private record TomcatExchange(Request request, Response response) implements Exchange {
        @Override
        public void header(String name, String value) {
            response.setHeader(name, value);
        }

        @Override
        public void async() {
            request.setAsyncSupported(true);
            call(request, "startAsync");
        }

        @Override
        public void answer(int status) throws Exception {
            response.setStatus(status);
            if (status == 302) {
                response.sendRedirect("/elsewhere");
            } else if (status >= 400) {
                response.sendError(status);
            } else {
                response.getWriter().print(status);
            }
            if (request.isAsync()) {
                call(call(request, "getAsyncContext"), "complete");
            }
        }

        private static Object call(Object object, String name) {
            try {
                Method method = object.getClass().getMethod(name);
                return method.invoke(object);
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(name, e);
            }
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public Executor workers() {
        return connector.getProtocolHandler().getExecutor();
    }

    @Override
    public void close() throws Exception {
        tomcat.stop();
        tomcat.destroy();
    }
}
