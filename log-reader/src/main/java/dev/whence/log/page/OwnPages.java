package dev.whence.log.page;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Set;

/**
 * The pages of a server on this machine, which alone may ask it. A page of another site could otherwise give its own name
 * this machine's address, and read what the server has, or send it requests.
 */
public final class OwnPages {
    private final Set<String> hosts;

    /** Creates the pages of the server at a port of the loopback interface. */
    public OwnPages(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /**
     * Returns whether a request, by its headers, is one of a browser that believes that it talks to this machine. Scripts
     * also name the origin of their page, which must be this server.
     */
    public boolean mayRead(Headers headers) {
        return hosts.contains(host(headers)) && (headers.getFirst("Origin") == null || mayChange(headers));
    }

    /** Returns whether a request may also change something: a script of such a page has sent it, and says so. */
    public boolean mayChange(Headers headers) {
        String host = host(headers);
        return hosts.contains(host) && ("http://" + host).equals(headers.getFirst("Origin"));
    }

    private static String host(Headers headers) {
        return String.valueOf(headers.getFirst("Host"));
    }

    /**
     * Sends a response that no other page can contain or read.
     *
     * @param policy what the browser is allowed to do, as in {@code Content-Security-Policy}
     */
    public static void send(HttpExchange exchange, int status, String type, byte[] body, String policy)
            throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Content-Security-Policy", policy + "; frame-ancestors 'none'");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        headers.set("Cross-Origin-Opener-Policy", "same-origin");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
