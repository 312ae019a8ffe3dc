package dev.whence.demo.load;

import dev.whence.demo.web.Json;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;

/** An HTTP client that sends the orders of a load to a shop and collects the responses. */
public final class Customers {
    private static final String CORRELATION_HEADER = "X-Correlation-ID";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();
    private final URI orders;

    /** Creates a client of the shop with this address for orders. */
    public Customers(URI orders) {
        this.orders = orders;
    }

    /** Sends all orders of the load, and waits for all responses. */
    public LoadSummary send(OrderLoad load) throws InterruptedException {
        long start = System.nanoTime();
        Semaphore permits = new Semaphore(load.inFlight());
        List<CompletableFuture<OrderResponse>> responses = new ArrayList<>(load.requests());
        int peak = 0;
        for (long id : load.ids().toArray()) {
            permits.acquire();
            peak = Math.max(peak, load.inFlight() - permits.availablePermits());
            responses.add(send(id).whenComplete((response, failure) -> permits.release()));
        }
        List<OrderResponse> all =
                responses.stream().map(CompletableFuture::join).toList();
        return LoadSummary.of(all, peak, Duration.ofNanos(System.nanoTime() - start));
    }

    private CompletableFuture<OrderResponse> send(long id) {
        return client.sendAsync(request(id), BodyHandlers.ofString())
                .handle((response, failure) -> failure == null ? orderResponse(id, response) : OrderResponse.none(id));
    }

    private HttpRequest request(long id) {
        return HttpRequest.newBuilder(orders)
                .timeout(TIMEOUT)
                .header(CORRELATION_HEADER, OrderLoad.correlation(id))
                .POST(BodyPublishers.ofString(Json.write(OrderLoad.order(id))))
                .build();
    }

    private static OrderResponse orderResponse(long id, HttpResponse<String> response) {
        String echo = response.headers().firstValue(CORRELATION_HEADER).orElse("");
        return new OrderResponse(id, response.statusCode(), echo);
    }

    /**
     * The response to an order.
     *
     * @param status the HTTP status, or 0 if there was no response
     * @param correlation the correlation id in the response, or empty
     */
    record OrderResponse(long id, int status, String correlation) {
        static OrderResponse none(long id) {
            return new OrderResponse(id, 0, "");
        }

        boolean isPaid() {
            return status == 201;
        }

        boolean isRefused() {
            return status == 409;
        }

        /** Returns whether the response is the right one for this order. */
        boolean isExpected() {
            return OrderLoad.isDeclined(id) ? isRefused() : isPaid();
        }

        /** Returns whether the response names the correlation of its order, which only the agent adds. */
        boolean isCorrelated() {
            return correlation.equals(OrderLoad.correlation(id));
        }
    }
}
