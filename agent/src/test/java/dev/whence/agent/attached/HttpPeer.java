package dev.whence.agent.attached;

import static dev.whence.agent.attached.Vocabulary.SECONDS;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Another process, as far as a client can tell: a server that shows what headers each request had when it came. */
final class HttpPeer implements AutoCloseable {
    /** A request as it came in: its path, and its headers by any case of their names. */
    record Received(String path, Map<String, List<String>> headers) {
        List<String> values(String name) {
            return headers.getOrDefault(name, List.of());
        }

        String correlation() {
            return String.join(" and ", values("X-Correlation-ID"));
        }
    }

    private static final AtomicInteger EVENTS = new AtomicInteger();

    /** An event that the other process has logged, unlike any before. */
    final String event = "deadbeef-" + EVENTS.incrementAndGet() + ":3";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, HttpHandler> handlers = new ConcurrentHashMap<>();
    private final LinkedBlockingQueue<Received> requests = new LinkedBlockingQueue<>();

    HttpPeer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** What to do with requests to a path, after their headers have been noted. */
    void answer(String path, HttpHandler handler) {
        handlers.put(path, handler);
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(received(exchange));
        handlers.getOrDefault(exchange.getRequestURI().getPath(), any -> reply(any, 200))
                .handle(exchange);
    }

    /** Sends a short answer, with some more headers: names and values in turn. */
    static void reply(HttpExchange exchange, int status, String... headers) throws IOException {
        exchange.getRequestBody().readAllBytes();
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, 2);
        exchange.getResponseBody().write(new byte[] {'o', 'k'});
        exchange.close();
    }

    /** Sends a short answer that tells of the event. */
    void replyWithEvent(HttpExchange exchange) throws IOException {
        reply(exchange, 200, "whence-causal", "0000000000000001;" + event);
    }

    private static Received received(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        Map<String, List<String>> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> copy.put(name, List.copyOf(values)));
        return new Received(exchange.getRequestURI().getPath(), copy);
    }

    URI uri(String path) {
        return URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort() + path);
    }

    /** The next request that came in. */
    Received next() throws InterruptedException {
        Received next = requests.poll(SECONDS, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("No request came");
        }
        return next;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
