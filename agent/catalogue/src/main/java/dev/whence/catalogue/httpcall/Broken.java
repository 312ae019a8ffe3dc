package dev.whence.catalogue.httpcall;

import com.sun.net.httpserver.HttpServer;
import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Tool;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

@Bug(
        title = "A request that fails, and who has sent it",
        kind = Kind.STACK,
        source = "https://github.com/apache/pulsar/pull/14620",
        story = "An asynchronous HTTP client completes its future on a thread of its own. When the connection is "
                + "refused, the stack trace consists of frames of the JDK and has not one of the program. The "
                + "JDK's exception has no message either, so the log does not tell which of many requests it was.",
        mend = "The stock is asked at the address of the supplier that has it.",
        tool = Tool.TRACE,
        sign = "ConnectException")
final class Broken {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    public static void main(String[] args) throws Exception {
        HttpServer supplier = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        supplier.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        supplier.start();
        int port = supplier.getAddress().getPort();
        price(port).join();
        stock(port).join();
        supplier.stop(0);
    }

    private static CompletableFuture<Void> price(int port) {
        return ask("http://localhost:" + port + "/price");
    }

    private static CompletableFuture<Void> stock(int port) throws Exception {
        return ask("http://localhost:" + formerPort() + "/stock?of=" + port); // the bug
    }

    private static CompletableFuture<Void> ask(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).handle(Broken::show);
    }

    private static Void show(HttpResponse<String> response, Throwable failure) {
        if (failure == null) {
            System.out.println("answered with " + response.statusCode());
        } else {
            failure.getCause().printStackTrace();
        }
        return null;
    }

    /** Returns a port at which nobody listens any more. */
    private static int formerPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Broken() {}
}
