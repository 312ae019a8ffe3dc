package dev.whence.libraries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server. The path of a request is the ID of an operation. It answers when all operations have begun. */
final class EchoServer {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer server;

    EchoServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        server.setExecutor(threads);
        server.createContext("/", EchoServer::answer);
        server.start();
    }

    private static void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            Operation operation =
                    Operation.of(exchange.getRequestURI().getPath().substring(1));
            operation.seen("server");
            operation.awaitAllStarted();
            exchange.getRequestBody().readAllBytes();
            byte[] body = operation.id().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
        }
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(Operation operation) {
        return "http://localhost:" + port() + "/" + operation.id();
    }
}
