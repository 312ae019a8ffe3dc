package dev.whence.services.opentelemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A service that charges the bank for an order, and reserves the goods meanwhile. */
final class Shop {
    private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

    private final ExecutorService pool = Executors.newFixedThreadPool(4);
    private final HttpClient client = HttpClient.newHttpClient();
    private final URI bank;

    private Shop(String port) {
        bank = URI.create("http://localhost:" + port + "/order");
    }

    /**
     * Starts the service.
     *
     * @param arguments {@code sdk}, or {@code agent} if an agent sends the records; the seconds by which the clock is
     *     wrong; the port of the bank
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments[0].equals("sdk")) {
            Telemetry.start(Duration.ofSeconds(Long.parseLong(arguments[1])));
        }
        Server.start(new Shop(arguments[2])::sell);
    }

    private String sell(String order) {
        LOG.info("{} received", order);
        CompletableFuture<Void> charged = CompletableFuture.supplyAsync(() -> charge(order), pool)
                .thenAccept(answer -> LOG.info("{} charged", order));
        CompletableFuture<Void> reserved = CompletableFuture.runAsync(() -> LOG.info("{} reserved", order), pool);
        charged.thenCombine(reserved, (one, other) -> {
                    LOG.info("{} packed", order);
                    return order;
                })
                .join();
        LOG.info("{} sent", order);
        return "sold";
    }

    private String charge(String order) {
        LOG.info("{} charging", order);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(bank + "?" + order)).build();
        try {
            return client.send(request, BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
