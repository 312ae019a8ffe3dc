package dev.whence.libraries;

import com.github.fppt.jedismock.RedisServer;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.whence.context.Correlation;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/** A program that keeps many calls of a library in flight until it is ended. Some take long, most do not. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Busy {
    private static final int IN_FLIGHT = 200;

    private static final ScheduledExecutorService CLOCK = Executors.newScheduledThreadPool(1);

    /** Begins a call. */
    private interface Client {
        CompletableFuture<?> call(long number) throws Exception;
    }

    /** Argument: the library. */
    public static void main(String[] args) throws Exception {
        Client client =
                switch (args[0]) {
                    case "HttpClient" -> httpClient();
                    case "AWS" -> aws();
                    case "Failsafe" -> failsafe();
                    case "Lettuce" -> lettuce();
                    default -> throw new IllegalArgumentException(args[0]);
                };
        ExecutorService readers = Executors.newCachedThreadPool();
        Semaphore permits = new Semaphore(IN_FLIGHT);
        for (long number = 0; ; number++) {
            permits.acquire();
            long one = number;
            Correlation.of("call-" + one).run(() -> use(client, one, readers, permits));
        }
    }

    /** Waits for a call in one of several ways. */
    private static void use(Client client, long number, ExecutorService readers, Semaphore permits) {
        CompletableFuture<?> call = begin(client, number);
        CompletableFuture<?> used =
                switch ((int) (number % 8)) {
                    case 0 -> CompletableFuture.runAsync(call::join, readers);
                    case 1 -> CompletableFuture.allOf(call, begin(client, number / 3));
                    case 2 -> call.thenCompose(response -> begin(client, number / 5));
                    case 3 -> call.applyToEither(new CompletableFuture<>(), response -> response);
                    default -> call.thenApply(response -> response).thenAccept(response -> {});
                };
        used.whenComplete((response, failure) -> permits.release());
    }

    private static CompletableFuture<?> begin(Client client, long number) {
        try {
            return client.call(number);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the time that a call takes: mostly some milliseconds, and some seconds for each tenth call. */
    static long millis(long number) {
        return number % 10 == 7 ? 1_000 + number % 4_000 : number % 20;
    }

    /** Returns a future that another thread completes after the time of the call. */
    private static CompletableFuture<Object> late(long number) {
        CompletableFuture<Object> late = new CompletableFuture<>();
        CLOCK.schedule(() -> late.complete("late"), millis(number), TimeUnit.MILLISECONDS);
        return late;
    }

    private static Client httpClient() throws Exception {
        SlowServer server = new SlowServer(CLOCK);
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        return number ->
                client.sendAsync(HttpRequest.newBuilder(server.uri(number)).build(), BodyHandlers.ofString());
    }

    private static Client aws() throws Exception {
        SlowServer server = new SlowServer(CLOCK);
        var client =
                NettyNioAsyncHttpClient.builder().maxConcurrency(2 * IN_FLIGHT).build();
        return number -> client.execute(AwsNetty.request(server.uri(number), () -> {}));
    }

    private static Client failsafe() {
        FailsafeExecutor<Object> executor = Failsafe.with(
                RetryPolicy.builder().withDelay(Duration.ofMillis(700)).build(), Timeout.of(Duration.ofSeconds(20)));
        return number -> executor.getStageAsync(attempt -> {
            if (number % 10 == 3 && attempt.isFirstAttempt()) {
                throw new IllegalStateException("first attempt");
            }
            return late(number);
        });
    }

    /** Those that take long wait for a list that stays empty. */
    private static Client lettuce() throws Exception {
        RedisServer server = RedisServer.newRedisServer().start();
        RedisClient client = RedisClient.create(RedisURI.create(server.getHost(), server.getBindPort()));
        List<StatefulRedisConnection<String, String>> connections = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            connections.add(client.connect());
        }
        return number -> {
            var commands = connections.get((int) (number % connections.size())).async();
            return (number % 100 == 7 ? commands.blpop(2, "empty") : commands.get("key")).toCompletableFuture();
        };
    }

    private Busy() {}
}
