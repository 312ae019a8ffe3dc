package dev.whence.log.page;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.whence.log.LogFile;
import dev.whence.log.page.LiveLog.Update;
import java.io.Closeable;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves the page of a log whose files grow, to browsers on this machine only.
 *
 * <p>A log is no public matter. So the address has a random token, without which nothing is served. The server listens
 * to the loopback interface only, and answers only if the browser believes that it talks to this machine: a page of
 * another site could otherwise give its own name this machine's address, and read the log.
 */
public final class PageServer implements Closeable {
    private static final int THREADS = 2;
    private static final Pattern VERSION = Pattern.compile("version=([0-9]{1,18})");
    private static final byte[] NOTHING = {};

    private final HttpServer server;
    private final ExecutorService threads;
    private final LiveLog log;
    private final Page page;
    private final String token = token();
    private final OwnPages own;

    /**
     * Starts to serve.
     *
     * @param port the port, or 0 for any that is free
     * @param most how many events are shown: the last ones
     */
    public PageServer(String title, List<LogFile> files, int port, int most) throws IOException {
        log = new LiveLog(files, most);
        page = Page.live(title);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), 0);
        own = new OwnPages(port());
        threads = Executors.newFixedThreadPool(THREADS);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    private static String token() {
        byte[] token = new byte[16];
        new SecureRandom().nextBytes(token);
        return HexFormat.of().formatHex(token);
    }

    private int port() {
        return server.getAddress().getPort();
    }

    InetAddress listensTo() {
        return server.getAddress().getAddress();
    }

    /** Returns the address of the page. Who knows it can read the log. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + port() + "/" + token + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI address = exchange.getRequestURI();
        String path = address.getPath() == null ? "" : address.getPath();
        int end = path.indexOf('/', 1);
        if (!own.mayRead(exchange.getRequestHeaders())) {
            send(exchange, 403, NOTHING);
        } else if (end < 0 || !isToken(path.substring(1, end))) {
            send(exchange, 404, NOTHING);
        } else if (!exchange.getRequestMethod().equals("GET")) {
            exchange.getResponseHeaders().set("Allow", "GET");
            send(exchange, 405, NOTHING);
        } else {
            serve(exchange, path.substring(end + 1), address.getQuery());
        }
    }

    /** Takes as long for a wrong token whatever is wrong with it. */
    private boolean isToken(String text) {
        return MessageDigest.isEqual(token.getBytes(StandardCharsets.US_ASCII), text.getBytes(StandardCharsets.UTF_8));
    }

    private void serve(HttpExchange exchange, String name, @Nullable String query) throws IOException {
        switch (name) {
            case "" -> {
                StringWriter text = new StringWriter();
                page.writeEmpty(text);
                send(exchange, 200, "text/html; charset=utf-8", text.toString().getBytes(StandardCharsets.UTF_8));
            }
            case "log" -> serveLog(exchange, String.valueOf(query));
            default -> send(exchange, 404, NOTHING);
        }
    }

    /** Sends what is new since the version that the page has. */
    private void serveLog(HttpExchange exchange, String query) throws IOException {
        Matcher version = VERSION.matcher(query);
        Update update = log.since(version.matches() ? Long.parseLong(version.group(1)) : -1);
        if (update.json == null) {
            send(exchange, 204, NOTHING);
        } else {
            exchange.getResponseHeaders().set("Whence-Version", "" + update.version);
            send(exchange, 200, "application/json", update.json);
        }
    }

    private void send(HttpExchange exchange, int status, byte[] body) throws IOException {
        send(exchange, status, "text/plain", body);
    }

    private void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        OwnPages.send(exchange, status, type, body, page.policy());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
