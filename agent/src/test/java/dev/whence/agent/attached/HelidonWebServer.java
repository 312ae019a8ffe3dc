package dev.whence.agent.attached;

import java.util.concurrent.Executor;

/** Helidon, which handles each connection in a virtual thread. An answer that comes later blocks that thread. */
final class HelidonWebServer implements WebServer {
    private final Object server;

    HelidonWebServer(Handler handler) throws ReflectiveOperationException {
        server = Helidon.server((request, response) -> {
            HelidonExchange exchange = new HelidonExchange(response);
            handler.handle(exchange);
            exchange.answered.pass();
        });
    }

    private static final class HelidonExchange implements Exchange {
        final Gate answered = new Gate();
        private final Object response;

        HelidonExchange(Object response) {
            this.response = response;
        }

        @Override
        public void header(String name, String value) {
            Helidon.header(response, name, value);
        }

        @Override
        public void async() {
            // The server waits anyway.
        }

        @Override
        public void answer(int status) throws ReflectiveOperationException {
            if (status == 302) {
                Helidon.header(response, "Location", "/elsewhere");
            }
            Helidon.send(response, status, "" + status);
            answered.open();
        }
    }

    @Override
    public int port() {
        return Helidon.port(server);
    }

    /** There are none: each connection has a new thread. */
    @Override
    public Executor workers() {
        return task -> Jdk21.startVirtualThread(task);
    }

    @Override
    public void close() {
        Helidon.stop(server);
    }
}
