package dev.whence.agent.cli.probe;

import com.sun.net.httpserver.HttpServer;
import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import dev.whence.context.Propagation;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Probes of HTTP clients and servers, over the loopback interface. Each talks to a plain socket, so only one end is
 * under test.
 */
final class HttpProbes {
    static void addTo(Map<String, Probe> probes) {
        probes.put("HttpURLConnection", () -> sent(HttpProbes::byUrlConnection));
        probes.put("java.net.http", () -> sent(HttpProbes::byHttpClient));
        probes.put("com.sun.net.httpserver", () -> received(HttpProbes::jdkServer));
    }

    /** A way to send a request. */
    interface Client {
        void send(URI uri) throws Exception;
    }

    private static void byUrlConnection(URI uri) throws IOException {
        ((HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY)).getResponseCode();
    }

    private static void byHttpClient(URI uri) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .proxy(HttpClient.Builder.NO_PROXY)
                .build();
        client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.discarding());
    }

    /** Returns what is wrong with the request that a client sends: it must name the correlation. */
    static @Nullable String sent(Client client) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Boolean> carriesId = new FutureTask<>(() -> responded(server));
            Thread thread = new Thread(carriesId);
            thread.setDaemon(true);
            thread.start();
            URI uri = new URI("http://" + host(server.getInetAddress()) + ":" + server.getLocalPort() + "/");
            Correlation.of(Carried.ID).call(() -> {
                client.send(uri);
                return "";
            });
            return carriesId.get(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS) ? null : "the request has no correlation";
        }
    }

    static String host(InetAddress address) {
        String host = address.getHostAddress();
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** Responds to one request, and returns whether it named the correlation. */
    private static boolean responded(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean carriesId = false;
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                carriesId |= line.equalsIgnoreCase(Propagation.CORRELATION_HEADER + ": " + Carried.ID);
            }
            socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return carriesId;
        }
    }

    /** A way to start a server that runs a task for each request. The result is its port. */
    interface Server {
        int start(Runnable task) throws Exception;
    }

    /**
     * Returns what is wrong with how a server handles a request: it must have the correlation that the request names.
     * The server is not stopped, as it ends with this JVM.
     */
    static @Nullable String received(Server server) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        int port = server.start(() -> seen.add(Correlation.current().id()));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            String request = "GET / HTTP/1.1\r\nHost: localhost\r\n" + Propagation.CORRELATION_HEADER + ": "
                    + Carried.ID + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return Carried.faultOf(seen);
        }
    }

    private static int jdkServer(Runnable task) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
        server.createContext("/", exchange -> {
            task.run();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        return server.getAddress().getPort();
    }

    private HttpProbes() {}
}
