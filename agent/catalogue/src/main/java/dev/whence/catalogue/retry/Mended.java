package dev.whence.catalogue.retry;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
final class Mended {
    private static final ExecutorService BANK = Executors.newFixedThreadPool(2, Threads.named("bank"));

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("a lamp", pay("a lamp", 3));
        Shop.isOpen();
        BANK.shutdownNow();
    }

    private static CompletableFuture<String> pay(String order, int attempts) {
        Executor later = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS, BANK);
        CompletableFuture<String> paid = CompletableFuture.supplyAsync(() -> charge(order), later);
        return attempts == 1 ? paid : paid.exceptionallyCompose(failure -> pay(order, attempts - 1));
    }

    private static String charge(String order) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the bank is too busy for " + order);
    }

    private Mended() {}
}
