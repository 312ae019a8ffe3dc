package dev.whence.services.servlet;

import dev.whence.services.Pools;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/** The order service on Tomcat. */
public final class TomcatService {
    /** Starts the service on a free port, and prints the port. */
    public static void main(String[] args) throws Exception {
        boolean virtual = args[0].equals("virtual");
        Tomcat tomcat = new Tomcat();
        Path folder = Files.createTempDirectory("tomcat");
        tomcat.setBaseDir(folder.toString());
        Connector connector = connector(virtual);
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", folder.toString());
        // The servlet needs the connector's threads, which exist only after the start.
        tomcat.start();
        addServlet(
                context,
                virtual
                        ? OrderServlet.onVirtualThreads()
                        : OrderServlet.on(connector.getProtocolHandler().getExecutor()));
        System.out.println("port " + connector.getLocalPort());
        tomcat.getServer().await();
    }

    private static Connector connector(boolean virtual) {
        Connector connector = new Connector();
        connector.setPort(0);
        connector.setProperty("address", "localhost");
        connector.setProperty("maxThreads", Integer.toString(Pools.WORKERS));
        connector.setProperty("minSpareThreads", Integer.toString(Pools.WORKERS));
        if (virtual) {
            connector.getProtocolHandler().setExecutor(Pools.virtual());
        }
        return connector;
    }

    private static void addServlet(Context context, OrderServlet servlet) {
        Wrapper wrapper = Tomcat.addServlet(context, "orders", servlet);
        wrapper.setAsyncSupported(true);
        wrapper.addMapping("/*");
    }

    private TomcatService() {}
}
