package dev.whence.services.proof;

import dev.whence.services.proof.Naming.Header;
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

/** Sends orders to a service, many at once, and breaks some connections off. */
final class Load implements AutoCloseable {
    private static final int IN_FLIGHT = 160;
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final Pattern STATUS = Pattern.compile("HTTP/1.1 (\\d+)");
    private static final Pattern ID = Pattern.compile("(?i)\r\n" + Naming.HEADER + ": *([^\r]*)");

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ExecutorService breakers = Executors.newFixedThreadPool(IN_FLIGHT);
    private final Semaphore permits = new Semaphore(IN_FLIGHT);
    private final Service service;
    private final RunningService running;

    Load(Service service, RunningService running) {
        this.service = service;
        this.running = running;
    }

    /** Sends the orders 1 to this one, and waits for all answers. */
    List<Answer> send(int requests) throws InterruptedException {
        List<CompletableFuture<Answer>> answers = new ArrayList<>(requests);
        for (long order : LongStream.rangeClosed(1, requests).toArray()) {
            permits.acquire();
            answers.add(send(order).whenComplete((answer, failure) -> permits.release()));
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Answer> send(long order) {
        Route route = Route.of(order);
        Naming naming = Naming.of(order / 100);
        if (route.isAborted() || (route == Route.FAIL && !service.answersFailures())) {
            return CompletableFuture.supplyAsync(() -> breakOff(order, route, naming), breakers);
        }
        return client.sendAsync(request(order, route, naming), BodyHandlers.ofString())
                .handle((response, failure) -> failure == null
                        ? answer(order, route, naming, response)
                        : Answer.none(order, route, naming, failure));
    }

    private HttpRequest request(long order, Route route, Naming naming) {
        HttpRequest.Builder request = HttpRequest.newBuilder(running.uri(route.target(order, service.ways())))
                .timeout(TIMEOUT);
        naming.headers(order).forEach(header -> request.header(header.name(), header.value()));
        return route.isPost()
                ? request.POST(BodyPublishers.ofString(Route.body(order))).build()
                : request.build();
    }

    private static Answer answer(long order, Route route, Naming naming, HttpResponse<String> response) {
        List<String> ids = response.headers().allValues(Naming.HEADER);
        boolean expected = route.expects(order, response.statusCode(), response.body());
        return new Answer(order, route, naming, response.statusCode(), ids, expected);
    }

    private Answer breakOff(long order, Route route, Naming naming) {
        try (Wire wire = Wire.to(running.port())) {
            wire.send(head(order, route, naming));
            return switch (route) {
                // A reset might overtake the request.
                case SLOW_ABORTED -> {
                    Thread.sleep(order / 100 % 40);
                    yield new Answer(order, route, naming, 0, List.of(), true);
                }
                case CHUNKS_ABORTED -> {
                    Answer answer = answer(order, route, naming, wire.receiveHead());
                    wire.reset();
                    yield answer;
                }
                default -> answer(order, route, naming, wire.receive());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private String head(long order, Route route, Naming naming) {
        StringBuilder head = new StringBuilder("GET " + route.target(order, service.ways()) + " HTTP/1.1\r\n");
        head.append("Host: localhost\r\n");
        for (Header header : naming.headers(order)) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static Answer answer(long order, Route route, Naming naming, String head) {
        List<String> ids =
                ID.matcher(head).results().map(match -> match.group(1)).toList();
        int status = STATUS.matcher(head)
                .results()
                .mapToInt(match -> Integer.parseInt(match.group(1)))
                .findFirst()
                .orElse(0);
        return new Answer(order, route, naming, status, ids, status == 0 ? route == Route.FAIL : status == 200);
    }

    @Override
    public void close() {
        breakers.shutdown();
    }
}
