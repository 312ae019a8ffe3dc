package dev.whence.services;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;

/** The order service on the HTTP server of the JDK. */
public final class JdkService {
    private static final int BACKLOG = 1024;

    private final Orders orders = new Orders();
    private final Housekeeping housekeeping;

    private JdkService(ExecutorService workers, boolean virtual) {
        housekeeping = virtual ? Housekeeping.of(orders.pool()) : Housekeeping.of(orders.pool(), workers);
    }

    /** Starts the service on a free port, and prints the port. */
    public static void main(String[] args) throws IOException {
        configure();
        boolean virtual = args[0].equals("virtual");
        ExecutorService workers = virtual ? Pools.virtual() : Pools.workers("server");
        JdkService service = new JdkService(workers, virtual);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), BACKLOG);
        service.addRoutes(server);
        server.setExecutor(workers);
        server.start();
        System.out.println("port " + server.getAddress().getPort());
    }

    /**
     * Configures the server of the JDK. Nagle's algorithm would delay each response on an open connection by 40 ms.
     * With fewer idle connections the server might close a connection at the moment when a client sends the next
     * request on it.
     */
    static void configure() {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "4096");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private void addRoutes(HttpServer server) {
        server.createContext("/work", exchange -> respond(exchange, orders.work(order(exchange))));
        server.createContext("/fail", exchange -> respond(exchange, orders.fail(order(exchange))));
        server.createContext("/slow", exchange -> respond(exchange, orders.slow(order(exchange))));
        server.createContext("/async", this::async);
        server.createContext("/chunks", this::chunks);
        server.createContext("/echo", this::echo);
        server.createContext("/idle", exchange -> {
            housekeeping.inspect();
            respond(exchange, "");
        });
    }

    private void async(HttpExchange exchange) {
        long order = order(exchange);
        orders.begin(order);
        orders.pool().execute(() -> {
            orders.priced(order);
            respond(exchange, orders.end(order));
        });
    }

    private void chunks(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            orders.chunks(order(exchange), out);
        }
    }

    private void echo(HttpExchange exchange) throws IOException {
        long order = order(exchange);
        orders.begin(order);
        byte[] body = exchange.getRequestBody().readAllBytes();
        orders.end(order);
        respond(exchange, body);
    }

    private static void respond(HttpExchange exchange, String body) {
        exchange.getResponseHeaders().set("Content-Type", "text/plain");
        try {
            respond(exchange, body.getBytes(StandardCharsets.UTF_8));
        } catch (IOException clientHasGone) {
            exchange.close();
        }
    }

    private static void respond(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static long order(HttpExchange exchange) {
        return Long.parseLong(exchange.getRequestURI().getQuery().replaceAll("(?:.*&)?order=(\\d+).*", "$1"));
    }
}
