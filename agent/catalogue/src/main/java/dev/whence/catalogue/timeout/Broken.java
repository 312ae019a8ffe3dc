package dev.whence.catalogue.timeout;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

@Bug(
        title = "A time limit that leaves the work running",
        kind = Kind.TIME,
        source = "https://github.com/Card-Forge/forge/pull/7215",
        story = "orTimeout completes the future, and the customer gets an answer in time. The work behind it "
                + "runs on, for nobody. Under load such work fills the pool.",
        mend = "The search itself has a time limit.",
        tool = Tool.FINDING,
        sign = "still-running",
        symptom = "the cheapest lamp: ")
final class Broken {
    private static final ExecutorService SEARCH = Executors.newFixedThreadPool(1, Threads.named("search"));
    private static final Duration LIMIT = Duration.ofMillis(300);

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("the cheapest lamp", search());
        SEARCH.shutdown();
    }

    private static CompletableFuture<Integer> search() {
        return CompletableFuture.supplyAsync(() -> compare(), SEARCH) // the bug
                .orTimeout(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static int compare() {
        int cheapest = Integer.MAX_VALUE;
        for (int article = 0; article < 1_000_000_000; article++) {
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

    private Broken() {}
}
