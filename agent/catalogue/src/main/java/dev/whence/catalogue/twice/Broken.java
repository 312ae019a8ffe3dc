package dev.whence.catalogue.twice;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

@Bug(
        title = "A future that is completed twice",
        kind = Kind.FAILURE,
        source = "https://github.com/kroxylicious/kroxylicious/pull/2946",
        story = "A future is completed by the answer of the bank, or by a time limit. The bank declines when the limit "
                + "has passed. Only the first completion counts, and the code does not look whether it was the first: "
                + "the exception is lost, and the lamp is sent.",
        mend = "The code looks at what completeExceptionally returns, and logs the exception if it came too late.",
        tool = Tool.FINDING,
        sign = "ignored-failure",
        symptom = "order 7781: accepted, to be charged later",
        options = "findings=all")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
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
        paid.completeExceptionally(new IllegalStateException("the card of " + order + " was declined")); // the bug
    }

    private static void answersSlowly() {
        try {
            Thread.sleep(1_000);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Broken() {}
}
