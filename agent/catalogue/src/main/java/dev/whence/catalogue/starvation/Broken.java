package dev.whence.catalogue.starvation;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "A pool whose threads wait for work in its own queue",
        kind = Kind.WAITS,
        source = "https://github.com/tonivade/purefun/issues/33",
        story = "Each order takes a thread of the pool, and waits there for the payment, which needs a thread of "
                + "the same pool. As soon as there are as many orders as threads, nothing goes on. No exception is "
                + "thrown and the CPU is idle.",
        mend = "The order does not wait: it goes on when the payment is there.",
        tool = Tool.FINDING,
        sign = "pool-starvation",
        symptom = "a desk: no answer")
final class Broken {
    private final ExecutorService checkout = Executors.newFixedThreadPool(2, Threads.named("checkout"));
    private final CountDownLatch saleBegins = new CountDownLatch(1);

    public static void main(String[] args) throws InterruptedException {
        new Broken().sell();
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
        return CompletableFuture.supplyAsync(() -> sell(article), checkout);
    }

    private String sell(String article) {
        awaitSale();
        CompletableFuture<String> payment = CompletableFuture.supplyAsync(() -> charge(article), checkout);
        return payment.join() + ", sold"; // the bug
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
