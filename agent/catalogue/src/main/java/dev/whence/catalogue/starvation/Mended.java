package dev.whence.catalogue.starvation;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program without the bug. */
final class Mended {
    private final ExecutorService checkout = Executors.newFixedThreadPool(2, Threads.named("checkout"));
    private final CountDownLatch saleBegins = new CountDownLatch(1);

    public static void main(String[] args) throws InterruptedException {
        new Mended().sell();
    }

    private void sell() throws InterruptedException {
        CompletableFuture<String> lamp = order("lamp");
        CompletableFuture<String> desk = order("desk");
        saleBegins.countDown();
        Customer.asks("a lamp", lamp);
        Customer.asks("a desk", desk);
        checkout.shutdown();
    }

    private CompletableFuture<String> order(String article) {
        return CompletableFuture.completedFuture(article)
                .thenComposeAsync(this::sell, checkout)
                .thenApply(payment -> payment + ", sold");
    }

    private CompletableFuture<String> sell(String article) {
        awaitSale();
        return CompletableFuture.supplyAsync(() -> charge(article), checkout);
    }

    private String charge(String article) {
        return article + " paid";
    }

    private void awaitSale() {
        try {
            saleBegins.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
