package dev.whence.demo.shop;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP server that speaks JSON, and where a correlation begins: each request is answered in its own. */
final class JsonServer implements AutoCloseable {
    static final String CORRELATION_HEADER = "X-Correlation-ID";

    private static final Logger LOG = LoggerFactory.getLogger(JsonServer.class);
    private static final int BACKLOG = 1024;
    private static final int MAX_BODY = 64 * 1024;
    private static final int GRACE_SECONDS = 2;

    static {
        // Without the first, each answer on a kept connection waits 40 ms for an acknowledgement; with fewer idle
        // connections the server closes some in the moment in which a client sends the next request on them.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService executor;
    private final AtomicInteger active = new AtomicInteger();

    private JsonServer(HttpServer server, ExecutorService executor) {
        this.server = server;
        this.executor = executor;
    }

    /**
     * A server on the loopback interface that does not answer yet.
     *
     * @param port 0 for any that is free
     */
    static JsonServer bind(String name, int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        return new JsonServer(server, Threads.perRequest(name));
    }

    void start(String path, Endpoint endpoint) {
        server.createContext(path, exchange -> handle(exchange, endpoint));
        server.setExecutor(executor);
        server.start();
    }

    URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange, Endpoint endpoint) throws IOException {
        active.incrementAndGet();
        Correlation correlation = correlation(exchange.getRequestHeaders().getFirst(CORRELATION_HEADER));
        try (exchange;
                Scope ignored = correlation.open()) {
            exchange.getResponseHeaders().set(CORRELATION_HEADER, correlation.id());
            send(exchange, reply(exchange, endpoint));
        } finally {
            active.decrementAndGet();
        }
    }

    private static Correlation correlation(@Nullable String header) {
        return Correlation.isValidId(header) ? Correlation.of(String.valueOf(header)) : Correlation.create();
    }

    private static Reply reply(HttpExchange exchange, Endpoint endpoint) {
        try {
            byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
            return body.length > MAX_BODY
                    ? Reply.error(413, "the body is larger than " + MAX_BODY + " bytes")
                    : endpoint.answer(
                            exchange.getRequestMethod(),
                            exchange.getRequestURI().getPath(),
                            body);
        } catch (Exception e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return Reply.error(500, "internal error");
        }
    }

    private static void send(HttpExchange exchange, Reply reply) throws IOException {
        byte[] body = Json.bytes(reply.body());
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(reply.status(), body.length);
        exchange.getResponseBody().write(body);
    }

    /** Lets the requests that are being answered end. */
    @Override
    public void close() {
        server.stop(active.get() == 0 ? 0 : GRACE_SECONDS);
        Threads.shutDown(executor);
    }

    /** What a server does with a request. */
    interface Endpoint {
        Reply answer(String method, String path, byte[] body) throws Exception;
    }
}
