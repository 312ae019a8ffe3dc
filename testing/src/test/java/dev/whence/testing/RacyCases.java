package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Five classic faults in the order of work. {@link AsyncTestIT} runs these tests, which fail under some schedules. */
class RacyCases {
    private ExecutorService pool;

    @BeforeEach
    void begin() {
        pool = Executors.newFixedThreadPool(4);
    }

    @AfterEach
    void end() {
        pool.shutdownNow();
    }

    /** Two tasks look whether a seat is free, and each takes it later. */
    @AsyncTest
    void checkThenAct() {
        AtomicBoolean isTaken = new AtomicBoolean();
        AtomicInteger sold = new AtomicInteger();
        Runnable booking = () -> CompletableFuture.supplyAsync(isTaken::get, pool)
                .thenAcceptAsync(
                        taken -> {
                            if (!taken) {
                                isTaken.set(true);
                                sold.incrementAndGet();
                            }
                        },
                        pool)
                .join();
        CompletableFuture<Void> one = CompletableFuture.runAsync(booking);
        // The second customer comes a little later, so mostly all is well.
        spin(4_000_000);
        CompletableFuture<Void> two = CompletableFuture.runAsync(booking);
        CompletableFuture.allOf(one, two).join();
        assertThat(sold).hasValue(1);
    }

    /** The total is read before all parts were waited for. */
    @AsyncTest
    void missingJoin() {
        Map<String, Integer> cart = new ConcurrentHashMap<>();
        CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> cart.put("book", 12), pool);
        CompletableFuture<Integer> shipping = CompletableFuture.supplyAsync(
                () -> {
                    spin(500_000);
                    return 3;
                },
                pool);
        int total = shipping.join() + cart.getOrDefault("book", 0);
        loaded.join();
        assertThat(total).isEqualTo(15);
    }

    /** An answer may come while its connection is being closed. */
    @AsyncTest
    void callbackAfterClose() {
        AtomicBoolean isClosed = new AtomicBoolean();
        AtomicBoolean hasUsedClosed = new AtomicBoolean();
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<Void> used =
                answer.thenAcceptAsync(text -> hasUsedClosed.compareAndSet(false, isClosed.get()), pool);
        pool.execute(() -> answer.complete("answer"));
        CompletableFuture<Void> closed = CompletableFuture.runAsync(
                () -> {
                    spin(1_000_000);
                    isClosed.set(true);
                },
                pool);
        CompletableFuture.allOf(used, closed).join();
        assertThat(hasUsedClosed).isFalse();
    }

    /** A value that was late is used although its time was over. */
    @AsyncTest
    void timeoutAndCompletion() {
        AtomicInteger charged = new AtomicInteger();
        CompletableFuture<Integer> price = new CompletableFuture<>();
        CompletableFuture<Void> charging =
                price.orTimeout(4, TimeUnit.MILLISECONDS).thenAccept(amount -> charged.addAndGet(amount));
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> price.complete(12), pool);
        CompletableFuture.allOf(charging.exceptionally(e -> null), answering).join();
        assertThat(charged).hasValue(12);
    }

    /** What uses a service is begun together with what initialises it. */
    @AsyncTest
    void initialisationOrder() {
        AtomicBoolean isReady = new AtomicBoolean();
        AtomicBoolean wasReady = new AtomicBoolean();
        CompletableFuture<Void> initialising = CompletableFuture.runAsync(() -> isReady.set(true), pool);
        CompletableFuture<Void> using =
                CompletableFuture.supplyAsync(() -> 1, pool).thenAcceptAsync(one -> wasReady.set(isReady.get()), pool);
        CompletableFuture.allOf(initialising, using).join();
        assertThat(wasReady).isTrue();
    }

    private static void spin(long nanos) {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < nanos) {
            Thread.onSpinWait();
        }
    }
}
