package dev.whence.catalogue.delay;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private static final ExecutorService FALLBACK = Executors.newCachedThreadPool(Threads.named("fallback"));

    public static void main(String[] args) throws InterruptedException {
        CompletableFuture<String> price = new CompletableFuture<>();
        price.thenApplyAsync(Mended::readOldPrice, FALLBACK);
        price.completeOnTimeout("no price", 100, TimeUnit.MILLISECONDS);
        CompletableFuture<String> stock = new CompletableFuture<>();
        Customer.asks("the stock", stock.completeOnTimeout("some", 200, TimeUnit.MILLISECONDS));
        Shop.isOpen();
        FALLBACK.shutdown();
    }

    private static String readOldPrice(String reason) {
        try {
            Thread.sleep(Shop.OPEN);
            return "21 EUR, because of " + reason;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mended() {}
}
