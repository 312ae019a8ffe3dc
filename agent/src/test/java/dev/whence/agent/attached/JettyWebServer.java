package dev.whence.agent.attached;

import java.util.concurrent.Executor;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, without servlets. */
final class JettyWebServer implements WebServer {
    private final QueuedThreadPool workers = new QueuedThreadPool(8);
    private final Server server = new Server(workers);
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    JettyWebServer(WebServer.Handler handler) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(new org.eclipse.jetty.server.Handler.Abstract() {
            @Override
            public boolean handle(Request request, Response response, Callback callback) throws Exception {
                handler.handle(new JettyExchange(request, response, callback));
                return true;
            }
        });
        server.start();
    }

    private record JettyExchange(Request request, Response response, Callback callback) implements Exchange {
        @Override
        public void header(String name, String value) {
            response.getHeaders().put(name, value);
        }

        @Override
        public void async() {
            // Answering later is nothing special here.
        }

        @Override
        public void answer(int status) {
            if (status == 302) {
                Response.sendRedirect(request, response, callback, "/elsewhere");
            } else if (status >= 400) {
                Response.writeError(request, response, callback, status);
            } else {
                Content.Sink.write(response, true, "" + status, callback);
            }
        }
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public void close() throws Exception {
        server.stop();
    }
}
