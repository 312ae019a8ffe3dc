package dev.whence.catalogue.httpcall;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.CompletableFuture;

/** The program without the bug. */
final class Mended {
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

    private static CompletableFuture<Void> stock(int port) {
        return ask("http://localhost:" + port + "/stock");
    }

    private static CompletableFuture<Void> ask(String address) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address)).build();
        return CLIENT.sendAsync(request, BodyHandlers.ofString()).handle(Mended::show);
    }

    private static Void show(HttpResponse<String> response, Throwable failure) {
        if (failure == null) {
            System.out.println("answered with " + response.statusCode());
        } else {
            failure.getCause().printStackTrace();
        }
        return null;
    }

    private Mended() {}
}
