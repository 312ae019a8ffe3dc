package dev.whence.market.service;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An HTTP service on the JDK's own server. Each request is a question that is answered with yes or no. */
public final class HttpService {
    private static final Logger LOG = LoggerFactory.getLogger(HttpService.class);

    private HttpService() {}

    /** Answers requests. */
    public interface Endpoint {
        /** Returns whether the answer is yes, that is status 200; else it is 409. */
        boolean answer(Map<String, String> parameters) throws Exception;
    }

    /** Opens any free port on the loopback interface, and returns the address. */
    public static String open(String path, Endpoint endpoint) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(path, exchange -> answer(exchange, endpoint));
        server.setExecutor(Workers.perRequest("http-"));
        server.start();
        return "http://localhost:" + server.getAddress().getPort() + path;
    }

    private static void answer(HttpExchange exchange, Endpoint endpoint) throws IOException {
        try (exchange) {
            exchange.sendResponseHeaders(status(exchange, endpoint), -1);
        }
    }

    private static int status(HttpExchange exchange, Endpoint endpoint) {
        try {
            return endpoint.answer(parameters(exchange.getRequestURI())) ? 200 : 409;
        } catch (Exception e) {
            LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
            return 500;
        }
    }

    private static Map<String, String> parameters(URI address) {
        Map<String, String> parameters = new TreeMap<>();
        for (String parameter : String.valueOf(address.getRawQuery()).split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }
}
