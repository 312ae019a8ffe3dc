package dev.whence.examples.testing;

import java.util.concurrent.CompletableFuture;

/** Ships what is paid and in stock. */
public final class Checkout {
    private final Shop shop;

    /** Creates a checkout. */
    public Checkout(Shop shop) {
        this.shop = shop;
    }

    /** Charges and reserves at the same time, and then ships. */
    public CompletableFuture<Void> place(String order) {
        CompletableFuture<Void> charged = shop.charge(order);
        CompletableFuture<Void> reserved = shop.reserve(order);
        return charged.thenCombine(reserved, (paid, taken) -> order).thenCompose(shop::ship);
    }

    /** Does the same, with a fault: nothing waits for the charge. It takes less time than the rest, so nobody has seen it. */
    public CompletableFuture<Void> placeInHaste(String order) {
        CompletableFuture<Void> charged = shop.charge(order);
        CompletableFuture<Void> shipped = shop.reserve(order).thenCompose(taken -> shop.ship(order));
        return CompletableFuture.allOf(charged, shipped);
    }
}
