package dev.whence.agent.attached;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** {@code com.sun.net.httpserver}. */
final class JdkWebServer implements WebServer {
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final HttpServer server;

    JdkWebServer(Handler handler) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(workers);
        server.createContext("/", exchange -> handle(handler, exchange));
        server.start();
    }

    private static void handle(Handler handler, HttpExchange exchange) throws IOException {
        try {
            handler.handle(new JdkExchange(exchange));
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    private record JdkExchange(HttpExchange exchange) implements Exchange {
        @Override
        public void header(String name, String value) {
            exchange.getResponseHeaders().set(name, value);
        }

        @Override
        public void async() {
            // Answering later is nothing special here.
        }

        @Override
        public void answer(int status) throws IOException {
            byte[] body = ("" + status).getBytes(US_ASCII);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        }
    }

    @Override
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public Executor workers() {
        return workers;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
