package dev.whence.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** The programs of {@link RacyCases} without their faults. */
class RightCases {
    @AsyncTest
    void checkThenAct() {
        AtomicBoolean isTaken = new AtomicBoolean();
        AtomicInteger sold = new AtomicInteger();
        Runnable booking = () -> {
            if (isTaken.compareAndSet(false, true)) {
                sold.incrementAndGet();
            }
        };
        CompletableFuture.allOf(CompletableFuture.runAsync(booking), CompletableFuture.runAsync(booking))
                .join();
        assertThat(sold).hasValue(1);
    }

    @AsyncTest
    void missingJoin() {
        Map<String, Integer> cart = new ConcurrentHashMap<>();
        CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> cart.put("book", 12));
        CompletableFuture<Integer> shipping = CompletableFuture.supplyAsync(() -> 3);
        loaded.join();
        assertThat(shipping.join() + cart.getOrDefault("book", 0)).isEqualTo(15);
    }

    @AsyncTest
    void callbackAfterClose(Timeline timeline) {
        CompletableFuture<String> answer = new CompletableFuture<>();
        CompletableFuture<Void> closed =
                answer.thenAcceptAsync(text -> timeline.mark("used")).thenRunAsync(() -> timeline.mark("closed"));
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer.complete("answer"));
        CompletableFuture.allOf(answering, closed).join();
        TimelineAssert.assertThat(timeline).ordered("used", "closed").noneAfter("closed", "used");
    }

    @AsyncTest
    void timeoutAndCompletion() {
        CompletableFuture<Integer> price = new CompletableFuture<>();
        CompletableFuture<Integer> charged =
                price.completeOnTimeout(0, 4, TimeUnit.MILLISECONDS).thenApply(amount -> amount);
        CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> price.complete(12));
        assertThat(charged.join()).isIn(0, 12);
        answering.join();
    }

    @AsyncTest
    void initialisationOrder() {
        AtomicBoolean isReady = new AtomicBoolean();
        boolean wasReady = CompletableFuture.runAsync(() -> isReady.set(true))
                .thenApplyAsync(nothing -> isReady.get())
                .join();
        assertThat(wasReady).isTrue();
    }
}
