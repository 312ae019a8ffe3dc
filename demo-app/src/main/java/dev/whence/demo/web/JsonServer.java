package dev.whence.demo.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server with JSON responses. */
public final class JsonServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JsonServer.class);
    private static final int BACKLOG = 1024;
    private static final int MAX_BODY = 64 * 1024;
    private static final int GRACE_SECONDS = 2;

    static {
        // Nagle's algorithm would delay each response on an open connection by 40 ms. With fewer idle connections the
        // server might close a connection at the moment when a client sends the next request on it.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final AtomicInteger active = new AtomicInteger();

    private JsonServer(HttpServer server) {
        this.server = server;
    }

    /**
     * Opens a port on the loopback interface. Requests wait until {@link #start}.
     *
     * @param port the port, or 0 for any free one
     */
    public static JsonServer bind(int port) throws IOException {
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        return new JsonServer(HttpServer.create(address, BACKLOG));
    }

    /** Starts to handle requests, with an endpoint for each HTTP method. */
    public void start(String path, Map<String, Endpoint> endpoints, Executor executor) {
        server.createContext(path, exchange -> handle(exchange, endpoints));
        server.setExecutor(executor);
        server.start();
    }

    /** Returns the address of a path. */
    public URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange, Map<String, Endpoint> endpoints) throws IOException {
        active.incrementAndGet();
        try (exchange) {
            send(exchange, reply(exchange, endpoints));
        } finally {
            active.decrementAndGet();
        }
    }

    private static Response reply(HttpExchange exchange, Map<String, Endpoint> endpoints) {
        Endpoint endpoint = endpoints.get(exchange.getRequestMethod());
        if (endpoint == null) {
            return Response.error(405, "use " + String.join(", ", endpoints.keySet()));
        }
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            return body.length > MAX_BODY
                    ? Response.error(413, "the body is larger than " + MAX_BODY + " bytes")
                    : endpoint.handle(exchange.getRequestURI().getPath(), body);
        } catch (JsonProcessingException e) {
            return Response.error(400, e.getOriginalMessage());
        } catch (Exception e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Response.error(500, "internal error");
        }
    }

    private static void send(HttpExchange exchange, Response reply) throws IOException {
        byte[] body = Json.write(reply.body()).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Stops the server. Active requests have up to two seconds to end. */
    @Override
    public void close() {
        server.stop(active.get() == 0 ? 0 : GRACE_SECONDS);
    }

    /** A handler of requests. The response to a body that is not valid JSON has status 400. */
    public interface Endpoint {
        /** Returns the response to a request. */
        Response handle(String path, byte[] body) throws Exception;
    }
}
