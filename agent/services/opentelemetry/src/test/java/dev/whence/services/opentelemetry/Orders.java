package dev.whence.services.opentelemetry;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/** Orders that are sent to the shop at the same time, and the log records that arrive for them. */
final class Orders {
    static final int COUNT = 60;

    /** Sends all orders. Their correlation IDs are {@code shop-0}, {@code shop-1} and so on. */
    static void send(int port) {
        HttpClient client = HttpClient.newHttpClient();
        CompletableFuture.allOf(IntStream.range(0, COUNT)
                        .mapToObj(order -> HttpRequest.newBuilder(
                                        URI.create("http://localhost:" + port + "/order?" + order))
                                .header("X-Correlation-ID", "shop-" + order)
                                .build())
                        .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                        .toArray(CompletableFuture<?>[]::new))
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    /** Waits until all records have arrived, and returns them. */
    static List<OtlpRecord> await(OtlpReceiver receiver) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> of(receiver.records()).size() == COUNT * Edge.steps());
        return of(receiver.records());
    }

    private static List<OtlpRecord> of(List<OtlpRecord> records) {
        return records.stream()
                .filter(received -> received.message().matches("\\d+ \\w+"))
                .toList();
    }

    /** Returns the pairs of records that are in the wrong order. */
    static List<List<OtlpRecord>> violated(List<OtlpRecord> records, Comparator<OtlpRecord> order) {
        return pairs(records).stream()
                .filter(pair -> order.compare(pair.get(0), pair.get(1)) >= 0)
                .toList();
    }

    /** Returns the pairs of records of which the first one comes before the other. */
    static List<List<OtlpRecord>> pairs(List<OtlpRecord> records) {
        return byOrder(records).values().stream()
                .flatMap(steps ->
                        Edge.all().stream().map(edge -> List.of(steps.get(edge.earlier()), steps.get(edge.later()))))
                .toList();
    }

    /** Returns the records of each order, by its number and by their steps. */
    private static Map<String, Map<String, OtlpRecord>> byOrder(List<OtlpRecord> records) {
        Map<String, Map<String, OtlpRecord>> byOrder = new TreeMap<>();
        for (OtlpRecord received : records) {
            String[] words = received.message().split(" ", 2);
            byOrder.computeIfAbsent(words[0], order -> new TreeMap<>()).put(words[1], received);
        }
        return byOrder;
    }

    private Orders() {}
}
