package dev.whence.services.proof;

import dev.whence.services.proof.CorrelationHeaders.Header;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** An HTTP client that sends many orders to a service at once, and aborts some connections. */
final class Load implements AutoCloseable {
    private static final int IN_FLIGHT = 160;
    /** So long that it tells a response that is lost from a machine that is busy. */
    private static final Duration TIMEOUT = Duration.ofSeconds(150);

    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d+)");
    private static final Pattern ID = Pattern.compile("(?i)\r\n" + CorrelationHeaders.HEADER + ": *([^\r]*)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService aborters = Executors.newFixedThreadPool(IN_FLIGHT);
    private final Semaphore permits = new Semaphore(IN_FLIGHT);
    private final Service service;
    private final RunningService running;

    Load(Service service, RunningService running) {
        this.service = service;
        this.running = running;
    }

    /** Sends this number of orders, and waits for all responses. */
    List<OrderResponse> send(int requests) throws InterruptedException {
        List<CompletableFuture<OrderResponse>> responses = new ArrayList<>(requests);
        for (long order : LongStream.rangeClosed(1, requests).toArray()) {
            permits.acquire();
            responses.add(send(order).whenComplete((response, failure) -> permits.release()));
        }
        return responses.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<OrderResponse> send(long order) {
        Route route = Route.of(order);
        CorrelationHeaders headers = CorrelationHeaders.of(order / 100);
        if (route.isAborted() || (route == Route.FAIL && !service.respondsToFailures())) {
            return CompletableFuture.supplyAsync(() -> abort(order, route, headers), aborters)
                    .exceptionally(failure -> OrderResponse.none(order, route, headers, failure));
        }
        return client.sendAsync(request(order, route, headers), BodyHandlers.ofString())
                .handle((response, failure) -> failure == null
                        ? response(order, route, headers, response)
                        : OrderResponse.none(order, route, headers, failure));
    }

    private HttpRequest request(long order, Route route, CorrelationHeaders headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(running.uri(route.target(order, service.ways())))
                .timeout(TIMEOUT);
        headers.headers(order).forEach(header -> request.header(header.name(), header.value()));
        return route.isPost()
                ? request.POST(BodyPublishers.ofString(Route.body(order))).build()
                : request.build();
    }

    private static OrderResponse response(
            long order, Route route, CorrelationHeaders headers, HttpResponse<String> response) {
        List<String> ids = response.headers().allValues(CorrelationHeaders.HEADER);
        boolean expected = route.expects(order, response.statusCode(), response.body());
        return new OrderResponse(order, route, headers, response.statusCode(), ids, expected);
    }

    private OrderResponse abort(long order, Route route, CorrelationHeaders headers) {
        try (RawConnection connection = RawConnection.to(running.port(), TIMEOUT)) {
            connection.send(head(order, route, headers));
            return switch (route) {
                // No reset, which might overtake the request.
                case SLOW_ABORTED -> {
                    Thread.sleep(order / 100 % 40);
                    yield new OrderResponse(order, route, headers, 0, List.of(), true);
                }
                case CHUNKS_ABORTED -> {
                    OrderResponse response = response(order, route, headers, connection.receiveHead());
                    connection.reset();
                    yield response;
                }
                default -> response(order, route, headers, connection.receive());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String head(long order, Route route, CorrelationHeaders headers) {
        StringBuilder head = new StringBuilder("GET " + route.target(order, service.ways()) + " HTTP/1.1\r\n");
        head.append("Host: localhost\r\n");
        for (Header header : headers.headers(order)) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static OrderResponse response(long order, Route route, CorrelationHeaders headers, String head) {
        List<String> ids =
                ID.matcher(head).results().map(match -> match.group(1)).toList();
        int status = STATUS.matcher(head)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElse(0);
        return new OrderResponse(order, route, headers, status, ids, status == 0 ? route == Route.FAIL : status == 200);
    }

    @Override
    public void close() {
        aborters.shutdown();
    }
}
