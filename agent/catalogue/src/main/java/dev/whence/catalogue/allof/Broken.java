package dev.whence.catalogue.allof;

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
        title = "allOf, which tells of one failure and hides the others",
        kind = Kind.FAILURE,
        source = "https://github.com/Consensys-Incorporated/teku/pull/1516",
        story = "An order charges the card and reserves the stock, and both fail. The future of allOf fails with "
                + "one of the two exceptions. The other one is lost.",
        mend = "Each part logs its own failure.",
        tool = Tool.FINDING,
        sign = "ignored-failure",
        symptom = "order 7781: sorry",
        options = "findings=all")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private static final ExecutorService CHECKOUT = Executors.newFixedThreadPool(2, Threads.named("checkout"));

    public static void main(String[] args) throws InterruptedException {
        Customer.asks("order 7781", order("order 7781"));
        Shop.isOpen();
        CHECKOUT.shutdown();
    }

    private static CompletableFuture<Void> order(String order) {
        CompletableFuture<Void> charged = CompletableFuture.runAsync(() -> charge(order), CHECKOUT);
        CompletableFuture<Void> reserved = CompletableFuture.runAsync(() -> reserve(order), CHECKOUT);
        return CompletableFuture.allOf(charged, reserved);
    }

    private static void charge(String order) {
        throw new IllegalStateException("the card of " + order + " was declined");
    }

    private static void reserve(String order) {
        throw new IllegalStateException("the stock of the lamp is -1 in " + order); // the bug
    }

    private Broken() {}
}
