package dev.whence.libraries;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** An HTTP server. The path of a request is a number, and tells how long it takes: see {@link Busy#millis}. */
@SuppressWarnings("FutureReturnValueIgnored")
final class SlowServer {
    private final ScheduledExecutorService clock;
    private final HttpServer server;

    SlowServer(ScheduledExecutorService clock) throws IOException {
        this.clock = clock;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.createContext("/", this::answerLater);
        server.start();
    }

    private void answerLater(HttpExchange exchange) {
        long number = Long.parseLong(exchange.getRequestURI().getPath().substring(1));
        clock.schedule(() -> answer(exchange), Busy.millis(number), TimeUnit.MILLISECONDS);
    }

    private static void answer(HttpExchange exchange) {
        try (exchange) {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write(new byte[] {'o', 'k'});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI uri(long number) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/" + number);
    }
}
