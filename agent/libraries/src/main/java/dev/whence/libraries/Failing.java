package dev.whence.libraries;

import com.github.benmanes.caffeine.cache.AsyncLoadingCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import dev.failsafe.Timeout;
import dev.whence.context.Correlation;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.ClientCalls;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.util.retry.Retry;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;

/**
 * A program whose calls of libraries fail, and which looks at the result of each call. So nothing is lost, except for one
 * failure at the end, by which the test knows that the others would have been found.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class Failing {
    static final String LAST = "the last failure";

    private static final int CALLS = 30;

    private static final ScheduledExecutorService CLOCK = Executors.newScheduledThreadPool(2);

    /** A call that fails. */
    private interface Call {
        Future<?> begin() throws Exception;
    }

    private final BrokenServer server = new BrokenServer();
    private final int closed = FreePort.find();

    private Failing() throws IOException {}

    /** Arguments: a file whose existence ends the program, and names of libraries. */
    public static void main(String[] args) throws Exception {
        Failing failing = new Failing();
        for (String library : List.of(args).subList(1, args.length)) {
            failing.callAll(library);
        }
        Path end = Path.of(args[0]);
        CLOCK.submit(() -> {
            throw new IllegalStateException(LAST);
        });
        while (!Files.exists(end)) {
            Thread.sleep(100);
            System.gc();
        }
        System.exit(0);
    }

    private void callAll(String library) throws Exception {
        List<Call> calls =
                switch (library) {
                    case "HttpClient" -> httpClient();
                    case "AWS" -> aws();
                    case "Lettuce" -> lettuce();
                    case "Reactor" -> reactor();
                    case "Caffeine" -> caffeine();
                    case "Failsafe" -> failsafe();
                    case "gRPC" -> grpc();
                    case "Kafka" -> kafka();
                    default -> throw new IllegalArgumentException(library);
                };
        List<Future<?>> results = new ArrayList<>();
        for (int i = 0; i < CALLS; i++) {
            Call call = calls.get(i % calls.size());
            int way = i / calls.size();
            Correlation.of(library + "-" + i).run(() -> results.add(look(begin(call), way)));
        }
        for (Future<?> result : results) {
            await(result);
        }
    }

    private static Future<?> begin(Call call) {
        try {
            return call.begin();
        } catch (Exception e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Looks at a result in one of several ways. Returns a future that is done at the end. */
    private static Future<?> look(Future<?> future, int way) {
        if (!(future instanceof CompletableFuture<?> stage)) {
            return future;
        }
        return switch (way % 5) {
            case 0 -> stage.handle((result, failure) -> "");
            case 1 -> stage.whenComplete((result, failure) -> {}).exceptionally(failure -> null);
            case 2 ->
                stage.thenCompose(result -> stage.thenApply(again -> again)).handle((result, failure) -> "");
            case 3 -> stage.thenAccept(result -> {}).exceptionally(failure -> null);
            default -> stage;
        };
    }

    private static void await(Future<?> result) throws InterruptedException {
        try {
            result.get();
        } catch (ExecutionException e) {
            // As it should be. Whoever gets an exception knows it.
        }
    }

    private List<Call> httpClient() {
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
        HttpRequest broken = HttpRequest.newBuilder(server.uri())
                .timeout(Duration.ofMillis(400))
                .build();
        HttpRequest old = HttpRequest.newBuilder(broken, (name, value) -> true)
                .version(HttpClient.Version.HTTP_1_1)
                .build();
        HttpRequest nobody = HttpRequest.newBuilder(URI.create("http://localhost:" + closed + "/"))
                .build();
        return List.of(
                () -> client.sendAsync(broken, BodyHandlers.ofString()),
                () -> client.sendAsync(old, BodyHandlers.ofString()),
                () -> client.sendAsync(nobody, BodyHandlers.ofString()),
                () -> CompletableFuture.completedFuture(client.send(old, BodyHandlers.discarding())),
                () -> {
                    CompletableFuture<?> call = client.sendAsync(old, BodyHandlers.ofString());
                    CLOCK.schedule(() -> call.cancel(true), 5, TimeUnit.MILLISECONDS);
                    return call.handle((result, failure) -> "");
                });
    }

    private List<Call> aws() {
        var client = NettyNioAsyncHttpClient.builder()
                .connectionTimeout(Duration.ofSeconds(2))
                .readTimeout(Duration.ofMillis(400))
                .build();
        URI nobody = URI.create("http://localhost:" + closed + "/");
        return List.of(
                () -> client.execute(AwsNetty.request(server.uri(), () -> {})),
                () -> client.execute(AwsNetty.request(nobody, () -> {})));
    }

    private List<Call> lettuce() {
        RedisClient client = RedisClient.create();
        client.setOptions(ClientOptions.builder().autoReconnect(false).build());
        RedisURI broken = RedisURI.builder()
                .withHost("localhost")
                .withPort(server.port())
                .withTimeout(Duration.ofMillis(400))
                .build();
        RedisURI nobody = RedisURI.create("localhost", closed);
        return List.of(
                () -> client.connectAsync(io.lettuce.core.codec.StringCodec.UTF8, broken)
                        .toCompletableFuture(),
                () -> client.connectAsync(io.lettuce.core.codec.StringCodec.UTF8, nobody)
                        .toCompletableFuture(),
                () -> CompletableFuture.completedFuture(client.connect(nobody)));
    }

    private List<Call> reactor() {
        reactor.netty.http.client.HttpClient client =
                reactor.netty.http.client.HttpClient.create().responseTimeout(Duration.ofMillis(400));
        Mono<String> broken = client.get().uri(server.uri()).responseSingle((response, body) -> body.asString());
        Mono<String> failing = Mono.fromFuture(() -> CompletableFuture.supplyAsync(Failing::fail));
        return List.of(
                broken::toFuture,
                () -> broken.retryWhen(Retry.fixedDelay(1, Duration.ofMillis(5)))
                        .toFuture(),
                () -> failing.publishOn(Schedulers.parallel()).toFuture(),
                () -> failing.retry(2).onErrorResume(failure -> Mono.empty()).toFuture(),
                () -> Mono.firstWithValue(failing, Mono.just("").delayElement(Duration.ofMillis(20)))
                        .toFuture(),
                () -> Mono.<String>fromCallable(Failing::fail)
                        .subscribeOn(Schedulers.boundedElastic())
                        .toFuture());
    }

    private static List<Call> caffeine() {
        AsyncLoadingCache<Integer, String> cache = Caffeine.newBuilder()
                .refreshAfterWrite(Duration.ofNanos(1))
                .buildAsync(key -> {
                    if (key == 0) {
                        throw new IllegalStateException("not loaded");
                    }
                    return "";
                });
        var failing = Caffeine.newBuilder().<Integer, String>buildAsync();
        return List.of(
                () -> cache.get(0),
                () -> cache.getAll(List.of(0, 1)),
                () -> failing.get(1, (key, executor) -> CompletableFuture.supplyAsync(Failing::fail, executor)),
                () -> CompletableFuture.completedFuture(cache.synchronous().get(0)));
    }

    private static List<Call> failsafe() {
        RetryPolicy<Object> retries = RetryPolicy.builder()
                .withDelay(Duration.ofMillis(5))
                .withMaxRetries(2)
                .build();
        FailsafeExecutor<Object> executor = Failsafe.with(retries);
        FailsafeExecutor<Object> limited = Failsafe.with(retries, Timeout.of(Duration.ofMillis(30)));
        return List.of(
                () -> executor.getAsync(Failing::fail),
                () -> executor.getStageAsync(() -> CompletableFuture.supplyAsync(Failing::fail)),
                () -> limited.runAsync(() -> Thread.sleep(200)),
                () -> limited.getStageAsync(() -> new CompletableFuture<>()),
                () -> Failsafe.with(dev.failsafe.Fallback.of(""), retries).getAsync(Failing::fail));
    }

    private List<Call> grpc() {
        ManagedChannel broken = channel(server.port());
        ManagedChannel nobody = channel(closed);
        return List.of(() -> call(broken), () -> call(nobody));
    }

    private static ManagedChannel channel(int port) {
        return NettyChannelBuilder.forAddress("localhost", port).usePlaintext().build();
    }

    private static Future<String> call(ManagedChannel channel) {
        return ClientCalls.futureUnaryCall(
                channel.newCall(Grpc.UNARY, CallOptions.DEFAULT.withDeadlineAfter(400, TimeUnit.MILLISECONDS)), "");
    }

    private List<Call> kafka() {
        String addresses = "localhost:" + server.port() + ",localhost:" + closed;
        KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", addresses, "max.block.ms", "100"),
                new StringSerializer(),
                new StringSerializer());
        Admin admin = Admin.create(
                Map.of("bootstrap.servers", addresses, "default.api.timeout.ms", "400", "request.timeout.ms", "200"));
        return List.of(
                () -> producer.send(new ProducerRecord<>("topic", "value")),
                () -> admin.describeCluster().nodes(),
                () -> admin.listTopics().names().toCompletionStage().toCompletableFuture());
    }

    private static String fail() {
        throw new IllegalStateException("no stock");
    }
}
