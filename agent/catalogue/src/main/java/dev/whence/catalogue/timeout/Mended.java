package dev.whence.catalogue.timeout;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
final class Mended {
    private static final ExecutorService SEARCH = Executors.newFixedThreadPool(1, Threads.named("search"));
    private static final Duration LIMIT = Duration.ofMillis(300);

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("the cheapest lamp", search());
        SEARCH.shutdown();
    }

    private static CompletableFuture<Integer> search() {
        return CompletableFuture.supplyAsync(() -> compare(), SEARCH)
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int compare() {
        long begin = System.nanoTime();
        int cheapest = Integer.MAX_VALUE;
        for (int article = 0; article < 1_000_000_000; article++) {
            if (System.nanoTime() - begin > LIMIT.toNanos()) {
                throw new IllegalStateException("too many articles");
            }
            cheapest = Math.min(cheapest, price(article));
        }
        return cheapest;
    }

    private static int price(int article) {
        try {
            Thread.sleep(10);
            return article % 100 + 1;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mended() {}
}
