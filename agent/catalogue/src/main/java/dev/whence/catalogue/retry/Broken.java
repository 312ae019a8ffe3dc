package dev.whence.catalogue.retry;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "Attempts without a pause or an end",
        kind = Kind.LOAD,
        source = "https://github.com/tarantool/cartridge-java/issues/83",
        story = "A payment that fails is tried again, at once and for ever, also after the customer has given "
                + "up. Each attempt makes the bank busier.",
        mend = "There are three attempts, and pauses between them.",
        tool = Tool.SITES,
        sign = "supplyAsync",
        symptom = "a lamp: no answer")
final class Broken {
    private static final ExecutorService BANK = Executors.newFixedThreadPool(2, Threads.named("bank"));

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("a lamp", pay("a lamp"));
        Shop.isOpen();
        BANK.shutdownNow();
    }

    private static CompletableFuture<String> pay(String order) {
        return CompletableFuture.supplyAsync(() -> charge(order), BANK) // the bug
                .exceptionallyCompose(failure -> pay(order));
    }

    private static String charge(String order) {
        try {
            Thread.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new IllegalStateException("the bank is too busy for " + order);
    }

    private Broken() {}
}
