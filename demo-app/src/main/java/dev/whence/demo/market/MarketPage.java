package dev.whence.demo.market;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.whence.log.page.OwnPages;
import dev.whence.log.page.PageServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Serves the page of the market to browsers on this machine only: the orders, what is in flight in each service, and a
 * button for each fault. Only a script of the page itself can press one.
 */
final class MarketPage implements AutoCloseable {
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types";
    private static final Pattern FAULT = Pattern.compile("/faults/([a-z]+)/([a-z-]+)/(on|off)");
    private static final byte[] NOTHING = {};
    private static final int THREADS = 2;

    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final OwnPages own;
    private final MarketState state;

    private MarketPage(HttpServer server, MarketState state) {
        this.server = server;
        this.own = new OwnPages(server.getAddress().getPort());
        this.state = state;
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /**
     * Opens the page on the loopback interface.
     *
     * @param port the port, or 0 for any that is free
     * @throws IOException if the port is not free
     */
    static MarketPage open(int port, MarketState state) throws IOException {
        InetAddress loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        try {
            return new MarketPage(HttpServer.create(new InetSocketAddress(loopback, port), 0), state);
        } catch (BindException e) {
            throw new IOException("the port " + port + " is not free: give another one, or 0 for any", e);
        }
    }

    /** Returns the address of the page. */
    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange) throws IOException, InterruptedException {
        String path = String.valueOf(exchange.getRequestURI().getPath());
        Matcher fault = FAULT.matcher(path);
        if (!own.mayRead(exchange.getRequestHeaders())) {
            send(exchange, 403, "text/plain", NOTHING);
        } else if (fault.matches()) {
            turn(exchange, fault);
        } else if (exchange.getRequestMethod().equals("GET")) {
            show(exchange, path);
        } else {
            exchange.getResponseHeaders().set("Allow", "GET");
            send(exchange, 405, "text/plain", NOTHING);
        }
    }

    private void turn(HttpExchange exchange, Matcher fault) throws IOException, InterruptedException {
        if (!exchange.getRequestMethod().equals("POST")) {
            exchange.getResponseHeaders().set("Allow", "POST");
            send(exchange, 405, "text/plain", NOTHING);
        } else if (!own.mayChange(exchange.getRequestHeaders())) {
            send(exchange, 403, "text/plain", NOTHING);
        } else {
            boolean isKnown = state.turn(fault.group(1), fault.group(2), fault.group(3));
            send(exchange, isKnown ? 204 : 404, "text/plain", NOTHING);
        }
    }

    private void show(HttpExchange exchange, String path) throws IOException, InterruptedException {
        switch (path) {
            case "/" -> send(exchange, 200, "text/html", resource(MarketPage.class, "market.html"));
            case "/market.css" -> send(exchange, 200, "text/css", resource(MarketPage.class, "market.css"));
            case "/look.css" -> send(exchange, 200, "text/css", resource(PageServer.class, "look.css"));
            case "/market.js" -> send(exchange, 200, "text/javascript", resource(MarketPage.class, "market.js"));
            case "/state" ->
                send(exchange, 200, "application/json", state.json().getBytes(StandardCharsets.UTF_8));
            default -> send(exchange, 404, "text/plain", NOTHING);
        }
    }

    private static byte[] resource(Class<?> beside, String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(beside.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        OwnPages.send(exchange, status, type + "; charset=utf-8", body, POLICY);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
