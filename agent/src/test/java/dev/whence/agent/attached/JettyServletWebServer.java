package dev.whence.agent.attached;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty with a servlet, whose late answers are given by way of a dispatch. */
final class JettyServletWebServer implements WebServer {
    private final QueuedThreadPool workers = new QueuedThreadPool(8);
    private final Server server = new Server(workers);
    private final ServerConnector connector = new ServerConnector(server, 1, 1);

    JettyServletWebServer(Handler handler) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler();
        ServletHolder holder = new ServletHolder(new HandlerServlet(handler));
        holder.setAsyncSupported(true);
        context.addServlet(holder, "/*");
        server.setHandler(context);
        server.start();
    }

    private static final class HandlerServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        private final transient Handler handler;

        HandlerServlet(Handler handler) {
            this.handler = handler;
        }

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            ServletExchange exchange = new ServletExchange(request, response);
            Integer status = (Integer) request.getAttribute("status");
            try {
                if (status == null) {
                    handler.handle(exchange);
                } else {
                    exchange.answerNow(status);
                }
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    private static final class ServletExchange implements Exchange {
        private final HttpServletRequest request;
        private final HttpServletResponse response;
        private AsyncContext context;

        ServletExchange(HttpServletRequest request, HttpServletResponse response) {
            this.request = request;
            this.response = response;
        }

        @Override
        public void header(String name, String value) {
            response.setHeader(name, value);
        }

        @Override
        public void async() {
            context = request.startAsync();
        }

        @Override
        public void answer(int status) throws IOException {
            if (context == null) {
                answerNow(status);
            } else {
                request.setAttribute("status", status);
                context.dispatch();
            }
        }

        void answerNow(int status) throws IOException {
            if (status == 302) {
                response.sendRedirect("/elsewhere");
            } else if (status >= 400) {
                response.sendError(status);
            } else {
                response.getWriter().print(status);
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
