import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server of orders. */
public class Server implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    /** Finds orders, and takes its time. */
    interface Backend {
        CompletableFuture<String> find(String order);
    }

    private final HttpServer server;
    private final Backend backend;

    /** Opens the server. It has no executor: its own thread runs the handlers. */
    Server(Backend backend) throws IOException {
        this.backend = backend;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/orders/", this::order);
        server.createContext("/health", exchange -> answer(exchange, 200, "well"));
        server.start();
    }

    /** Answers with the order, or with 500 if the backend fails. */
    private void order(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            answer(exchange, 200, backend.find(path.substring("/orders/".length())).join());
        } catch (CompletionException e) {
            answer(exchange, 500, "not found");
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    URI uri() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }

    public static void main(String[] args) throws Exception {
        Backend backend = order -> new CompletableFuture<String>()
                .completeOnTimeout(order + ": one lamp", order.equals("1") ? 0 : 60, TimeUnit.SECONDS);
        HttpClient client = HttpClient.newHttpClient();
        try (Server server = new Server(backend)) {
            log.info("order 1: {}", get(client, server, "/orders/1").join());
            CompletableFuture<String> slow = get(client, server, "/orders/2");
            Thread.sleep(200);
            CompletableFuture<String> health = get(client, server, "/health");
            log.info("health: {}", health.exceptionally(e -> "no answer for 4 s").join());
            log.info("order 2: {}", slow.exceptionally(e -> "no answer").join());
        }
        System.exit(0);
    }

    private static CompletableFuture<String> get(HttpClient client, Server server, String path) {
        Duration limit = Duration.ofSeconds(path.equals("/health") ? 4 : 90);
        HttpRequest request =
                HttpRequest.newBuilder(server.uri().resolve(path)).timeout(limit).build();
        return client.sendAsync(request, HttpResponse.BodyHandlers.ofString()).thenApply(HttpResponse::body);
    }
}
