package dev.whence.catalogue.allof;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private static final ExecutorService CHECKOUT = Executors.newFixedThreadPool(2, Threads.named("checkout"));

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("order 7781", order("order 7781"));
        Shop.isOpen();
        CHECKOUT.shutdown();
    }

    private static CompletableFuture<Void> order(String order) {
        CompletableFuture<Void> charged = CompletableFuture.runAsync(() -> charge(order), CHECKOUT);
        CompletableFuture<Void> reserved = CompletableFuture.runAsync(() -> reserve(order), CHECKOUT);
        reserved.exceptionally(Mended::log);
        return CompletableFuture.allOf(charged, reserved);
    }

    private static Void log(Throwable failure) {
        failure.printStackTrace();
        return null;
    }

    private static void charge(String order) {
        throw new IllegalStateException("the card of " + order + " was declined");
    }

    private static void reserve(String order) {
        throw new IllegalStateException("the stock of the lamp is -1 in " + order);
    }

    private Mended() {}
}
