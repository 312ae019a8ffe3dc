package dev.whence.catalogue.twice;

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
    private static final ExecutorService BANK = Executors.newFixedThreadPool(1, Threads.named("bank"));

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("order 7781", pay("order 7781"));
        Shop.isOpen();
        BANK.shutdown();
    }

    private static CompletableFuture<String> pay(String order) {
        CompletableFuture<String> paid = new CompletableFuture<>();
        paid.completeOnTimeout("accepted, to be charged later", 100, TimeUnit.MILLISECONDS);
        BANK.execute(() -> charge(order, paid));
        return paid;
    }

    private static void charge(String order, CompletableFuture<String> paid) {
        answersSlowly();
        IllegalStateException declined = new IllegalStateException("the card of " + order + " was declined");
        if (!paid.completeExceptionally(declined)) {
            declined.printStackTrace();
        }
    }

    private static void answersSlowly() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Mended() {}
}
