package dev.whence.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** A second service for prices, and an HTTP client of it. */
final class PriceService {
    private static final int BACKLOG = 1024;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Orders orders;
    private final HttpServer server;

    PriceService(Orders orders) {
        this.orders = orders;
        JdkService.configure();
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::respond);
        server.setExecutor(Pools.workers("prices"));
        server.start();
    }

    private void respond(HttpExchange exchange) throws IOException {
        orders.priced(Long.parseLong(exchange.getRequestURI().getQuery()));
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
    }

    /** Requests the price of an order over HTTP. */
    CompletableFuture<Integer> of(long order) {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/?" + order);
        return client.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding())
                .thenApply(response -> response.statusCode());
    }
}
