package dev.whence.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The measured HTTP service. Each request hops to another pool, which runs two stages and sends the response. */
final class HttpService {
    private static final int THREADS = 4;
    private static final int BACKLOG = 64;

    private final ExecutorService work = Executors.newFixedThreadPool(THREADS);

    /** Starts the service on a free port, and prints the port. */
    public static void main(String[] arguments) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpService service = new HttpService();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        server.createContext("/", service::handle);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.start();
        System.out.println("port " + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) {
        CompletableFuture.supplyAsync(() -> exchange.getRequestURI().getPath(), work)
                .thenApply(path -> "hello " + path)
                .thenAccept(body -> answer(exchange, body))
                .join();
    }

    private static void answer(HttpExchange exchange, String body) {
        byte[] bytes = body.getBytes(StandardCharsets.US_ASCII);
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, bytes.length);
            out.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpService() {}
}
