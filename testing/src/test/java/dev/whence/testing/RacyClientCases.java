package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Faults in the order of the answers of a real client, and of virtual threads. {@link Trials} runs these tests. */
class RacyClientCases {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final ExecutorService POOL = Executors.newFixedThreadPool(4);

    private static HttpServer server;

    @BeforeAll
    static void begin() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(POOL);
        answer("/book", "12", 0);
        answer("/shipping", "3", 2);
        server.start();
        // The first call takes long, as it loads classes.
        assertThat(ask("/book").join()).isEqualTo(12);
    }

    @AfterAll
    static void end() {
        server.stop(0);
    }

    private static void answer(String path, String body, long millis) {
        server.createContext(path, exchange -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
    }

    private static CompletableFuture<Integer> ask(String path) {
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + path);
        return CLIENT.sendAsync(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .thenApply(answer -> Integer.parseInt(answer.body()));
    }

    /** The total is made of two answers, of which the second one mostly comes later. */
    @AsyncTest
    void httpAnswers() {
        Map<String, Integer> cart = new ConcurrentHashMap<>();
        CompletableFuture<Void> loaded = ask("/book").thenAccept(price -> cart.put("book", price));
        int total = ask("/shipping").join() + cart.getOrDefault("book", 0);
        loaded.join();
        assertThat(total).isEqualTo(15);
    }

    /** The answer is used although its time is over. */
    @AsyncTest
    void httpTimeout() {
        AtomicBoolean hasGivenUp = new AtomicBoolean();
        AtomicBoolean wasUsedLate = new AtomicBoolean();
        CompletableFuture<Integer> price = ask("/book");
        CompletableFuture<Void> used = price.thenAcceptAsync(amount -> wasUsedLate.set(hasGivenUp.get()), POOL);
        price.copy()
                .orTimeout(30, TimeUnit.MILLISECONDS)
                .exceptionally(timeout -> {
                    hasGivenUp.set(true);
                    return 0;
                })
                .join();
        used.join();
        assertThat(wasUsedLate).isFalse();
    }

    /** The total is read before all parts were waited for. */
    @AsyncTest
    @EnabledForJreRange(min = JRE.JAVA_21)
    void virtualThreads() throws ReflectiveOperationException, InterruptedException, ExecutionException {
        ExecutorService virtual = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        Map<String, Integer> cart = new ConcurrentHashMap<>();
        Future<Integer> loaded = virtual.submit(() -> cart.put("book", 12));
        Future<Integer> shipping = virtual.submit(() -> {
            LockSupport.parkNanos(500_000);
            return 3;
        });
        int total = shipping.get() + cart.getOrDefault("book", 0);
        loaded.get();
        assertThat(total).isEqualTo(15);
    }
}
