package dev.whence.demo.market;

import dev.whence.demo.gateway.PaymentGateway;
import dev.whence.demo.shop.Order;
import dev.whence.demo.web.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/** Customers who place one order after another. Each order has its own correlation. */
public final class Traffic {
    private static final String CORRELATION_HEADER = "X-Correlation-ID";
    private static final String PLACED = "placed";
    private static final String PAID = "paid";
    private static final long LOOK_MILLIS = 50;
    private static final List<String> ITEMS = List.of("lamp", "chair", "table");
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_IN_FLIGHT = 24;
    private static final int REMEMBERED = 12;
    private static final int EACH_DECLINED = 7;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Semaphore permits = new Semaphore(MOST_IN_FLIGHT);
    private final URI shop;

    /** The last orders by their number. */
    private final Map<Long, Sale> sales = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Sale> eldest) {
            return size() > REMEMBERED;
        }
    };

    private final Map<String, Long> counts = new LinkedHashMap<>();

    /**
     * An order that was placed.
     *
     * @param state what has become of it
     * @param millis how long that took, or -1 as long as it is not known
     */
    record Sale(String operation, String state, long millis) {}

    /** Creates the customers of the shop with this address for orders. */
    Traffic(URI shop) {
        this.shop = shop;
    }

    /** Places orders with a pause after each, and waits for all answers. */
    public void place(long count, Duration pause) throws InterruptedException {
        for (long id = 1; id <= count; id++) {
            permits.acquire();
            place(id);
            Thread.sleep(pause.toMillis());
        }
        permits.acquire(MOST_IN_FLIGHT);
        permits.release(MOST_IN_FLIGHT);
    }

    private void place(long id) {
        boolean isDeclined = id % EACH_DECLINED == 0;
        String item = ITEMS.get((int) (id % ITEMS.size()));
        Order order = new Order(id, item, 1, isDeclined ? PaymentGateway.DECLINED_CARD : "4111-1111");
        String operation = "order-" + id;
        HttpRequest request = HttpRequest.newBuilder(shop)
                .timeout(PATIENCE)
                .header(CORRELATION_HEADER, operation)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(order)))
                .build();
        long begin = System.nanoTime();
        note(id, new Sale(operation, PLACED, -1));
        CompletableFuture<Void> unused = client.sendAsync(request, BodyHandlers.discarding())
                .handle((response, failure) -> failure == null ? state(response.statusCode()) : "not answered")
                .thenAccept(state -> {
                    note(id, new Sale(operation, state, (System.nanoTime() - begin) / 1_000_000));
                    permits.release();
                });
    }

    /** Waits for the parcels of all paid orders, which are shipped after the answers, unless the shop does not answer. */
    public void awaitParcels() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (shipped() < counts().getOrDefault(PAID, 0L) && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
    }

    private long shipped() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(shop + "/shipped"))
                .timeout(PATIENCE)
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            return response.statusCode() == 200 ? Long.parseLong(response.body()) : Long.MAX_VALUE;
        } catch (IOException e) {
            return Long.MAX_VALUE;
        }
    }

    private static String state(int status) {
        return switch (status) {
            case 201 -> PAID;
            case 409 -> "refused";
            default -> "failed";
        };
    }

    private synchronized void note(long id, Sale sale) {
        if (sale.millis() < 0 || sales.containsKey(id)) {
            sales.put(id, sale);
        }
        counts.merge(sale.state(), 1L, Long::sum);
    }

    /** Returns the last orders, the latest first. */
    synchronized List<Sale> sales() {
        List<Sale> latest = new ArrayList<>(sales.values());
        Collections.reverse(latest);
        return latest;
    }

    /** Returns how many orders were placed, and how many of them are paid, refused, failed and not answered. */
    synchronized Map<String, Long> counts() {
        return new LinkedHashMap<>(counts);
    }

    @Override
    public String toString() {
        Map<String, Long> outcomes = counts();
        Long placed = outcomes.remove(PLACED);
        String list = outcomes.entrySet().stream()
                .map(outcome -> outcome.getValue() + " " + outcome.getKey())
                .collect(Collectors.joining(", "));
        return (placed == null ? 0 : placed) + " orders: " + list;
    }
}
