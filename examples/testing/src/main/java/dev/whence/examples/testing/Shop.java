package dev.whence.examples.testing;

import java.util.concurrent.CompletableFuture;

/** What a checkout needs. */
public interface Shop {
    /** Charges the customer. */
    CompletableFuture<Void> charge(String order);

    /** Takes the goods out of the stock. */
    CompletableFuture<Void> reserve(String order);

    /** Hands the goods to the carrier. */
    CompletableFuture<Void> ship(String order);
}
