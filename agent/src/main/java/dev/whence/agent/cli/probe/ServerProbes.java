package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import java.io.IOException;
import java.lang.reflect.Array;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Probes of servers on the class path. They use reflection, and listen on the loopback interface only. */
final class ServerProbes {
    private static final String LOOPBACK = InetAddress.getLoopbackAddress().getHostAddress();
    private static final String CATALINA = "org.apache.catalina.";
    private static final String HELIDON = "io.helidon.webserver.";
    private static final String JETTY = "org.eclipse.jetty.server.";

    static void addTo(Map<String, Probe> probes) {
        probes.put("Tomcat", () -> HttpProbes.received(ServerProbes::tomcat));
        probes.put("Jetty", () -> HttpProbes.received(ServerProbes::jetty));
        probes.put("Undertow", () -> HttpProbes.received(ServerProbes::undertow));
        probes.put("Helidon", () -> HttpProbes.received(ServerProbes::helidon));
    }

    private static int tomcat(Runnable task) throws IOException, ReflectiveOperationException {
        Class<?> type = ClassPath.type(CATALINA + "startup.Tomcat");
        Object tomcat = type.getConstructor().newInstance();
        Path folder = Files.createTempDirectory("whence-check");
        folder.toFile().deleteOnExit();
        type.getMethod("setBaseDir", String.class).invoke(tomcat, folder.toString());
        type.getMethod("setPort", int.class).invoke(tomcat, 0);
        Object connector = type.getMethod("getConnector").invoke(tomcat);
        Class<?> connectors = connector.getClass();
        connectors.getMethod("setProperty", String.class, String.class).invoke(connector, "address", LOOPBACK);
        Object engine = type.getMethod("getEngine").invoke(tomcat);
        Object pipeline =
                ClassPath.type(CATALINA + "Container").getMethod("getPipeline").invoke(engine);
        Class<?> valves = ClassPath.type(CATALINA + "Valve");
        ClassPath.type(CATALINA + "Pipeline")
                .getMethod("addValve", valves)
                .invoke(pipeline, ClassPath.implement(valves, "invoke", task));
        type.getMethod("start").invoke(tomcat);
        return (int) connectors.getMethod("getLocalPort").invoke(connector);
    }

    private static int jetty(Runnable task) throws ReflectiveOperationException {
        Class<?> type = ClassPath.type(JETTY + "Server");
        Object server = type.getConstructor(InetSocketAddress.class)
                .newInstance(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Class<?> handlers = ClassPath.type(JETTY + "Handler");
        type.getMethod("setHandler", handlers).invoke(server, ClassPath.implement(handlers, "handle", task));
        type.getMethod("start").invoke(server);
        Object[] connectors = (Object[]) type.getMethod("getConnectors").invoke(server);
        return (int) ClassPath.type(JETTY + "NetworkConnector")
                .getMethod("getLocalPort")
                .invoke(connectors[0]);
    }

    private static int undertow(Runnable task) throws ReflectiveOperationException {
        Class<?> handlers = ClassPath.type("io.undertow.server.HttpHandler");
        Class<?> type = ClassPath.type("io.undertow.Undertow");
        Object builder = type.getMethod("builder").invoke(null);
        Class<?> builders = builder.getClass();
        builders.getMethod("addHttpListener", int.class, String.class, handlers)
                .invoke(builder, 0, LOOPBACK, ClassPath.implement(handlers, "handleRequest", task));
        Object server = builders.getMethod("build").invoke(builder);
        type.getMethod("start").invoke(server);
        Object listener = ((List<?>) type.getMethod("getListenerInfo").invoke(server)).get(0);
        return ((InetSocketAddress) listener.getClass().getMethod("getAddress").invoke(listener)).getPort();
    }

    private static int helidon(Runnable task) throws ReflectiveOperationException {
        Class<?> handlers = ClassPath.type(HELIDON + "http.Handler");
        Object all = Array.newInstance(handlers, 1);
        Array.set(all, 0, ClassPath.implement(handlers, "handle", task));
        Object routing = ClassPath.type(HELIDON + "http.HttpRouting")
                .getMethod("builder")
                .invoke(null);
        ClassPath.type(HELIDON + "http.HttpRules")
                .getMethod("any", all.getClass())
                .invoke(routing, all);
        Class<?> type = ClassPath.type(HELIDON + "WebServer");
        Object builder = type.getMethod("builder").invoke(null);
        Class<?> builders = builder.getClass();
        builders.getMethod("host", String.class).invoke(builder, LOOPBACK);
        builders.getMethod("addRouting", ClassPath.type("io.helidon.common.Builder"))
                .invoke(builder, routing);
        Object server = builders.getMethod("build").invoke(builder);
        type.getMethod("start").invoke(server);
        return (int) type.getMethod("port").invoke(server);
    }

    private ServerProbes() {}
}
