package dev.whence.agent.attached;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.util.concurrent.Executor;

/** Undertow, whose handler is dispatched to a worker. */
final class UndertowWebServer implements WebServer {
    private final Undertow server;

    UndertowWebServer(Handler handler) {
        server = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setIoThreads(1)
                .setWorkerThreads(2)
                .setHandler(exchange -> exchange.dispatch(dispatched -> handle(handler, dispatched)))
                .build();
        server.start();
    }

    private static void handle(Handler handler, HttpServerExchange exchange) throws Exception {
        handler.handle(new UndertowExchange(exchange));
    }

    private record UndertowExchange(HttpServerExchange exchange) implements Exchange {
        @Override
        public void header(String name, String value) {
            exchange.getResponseHeaders().put(new HttpString(name), value);
        }

        @Override
        public void async() {
            exchange.dispatch(() -> {});
        }

        @Override
        public void answer(int status) {
            exchange.setStatusCode(status);
            exchange.endExchange();
        }
    }

    @Override
    public int port() {
        return ((InetSocketAddress) server.getListenerInfo().get(0).getAddress()).getPort();
    }

    @Override
    public Executor workers() {
        return server.getWorker();
    }

    @Override
    public void close() {
        server.stop();
    }
}
