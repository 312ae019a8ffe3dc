package dev.whence.services.servlet;

import dev.whence.services.Pools;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The order service on Jetty. */
public final class JettyService {
    /** The threads of the pool that accept and select connections as long as the server runs. */
    private static final int OWN_THREADS = 4;

    /** Starts the service on a free port, and prints the port. */
    public static void main(String[] args) throws Exception {
        boolean virtual = args[0].equals("virtual");
        QueuedThreadPool workers = new QueuedThreadPool(Pools.WORKERS + OWN_THREADS);
        if (virtual) {
            workers.setVirtualThreadsExecutor(Pools.virtual());
        }
        // The housekeeping uses the pool immediately.
        workers.start();
        Server server = new Server(workers);
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("localhost");
        server.addConnector(connector);
        server.setHandler(handler(virtual ? OrderServlet.onVirtualThreads() : OrderServlet.on(workers)));
        server.start();
        System.out.println("port " + connector.getLocalPort());
        server.join();
    }

    private static ServletContextHandler handler(OrderServlet servlet) {
        ServletHolder holder = new ServletHolder(servlet);
        holder.setAsyncSupported(true);
        ServletContextHandler context = new ServletContextHandler("/");
        context.addServlet(holder, "/*");
        return context;
    }

    private JettyService() {}
}
