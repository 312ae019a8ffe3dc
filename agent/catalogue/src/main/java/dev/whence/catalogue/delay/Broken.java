package dev.whence.catalogue.delay;

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
        title = "Slow work on the thread of all time limits",
        kind = Kind.TIME,
        source =
                "https://foldright.io/api-docs/cffu-kotlin/1.0.0-Alpha17/cffu-kotlin/io.foldright.cffu.kotlin/complete-on-timeout.html",
        story = "When a time limit has passed, the next stages run on the thread that has noticed it. This is "
                + "one thread for all time limits of the JVM. While it is busy, no other time limit ends anything.",
        mend = "The slow stage runs in a pool.",
        tool = Tool.DUMP,
        sign = "waits in Thread.sleep",
        symptom = "the stock: no answer")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private static final ExecutorService FALLBACK = Executors.newCachedThreadPool(Threads.named("fallback"));

    public static void main(String[] args) throws InterruptedException {
        CompletableFuture<String> price = new CompletableFuture<>();
        price.thenApply(Broken::readOldPrice); // the bug
        price.completeOnTimeout("no price", 100, TimeUnit.MILLISECONDS);
        CompletableFuture<String> stock = new CompletableFuture<>();
        Customer.asks("the stock", stock.completeOnTimeout("some", 200, TimeUnit.MILLISECONDS));
        Shop.isOpen();
        FALLBACK.shutdown();
    }

    private static String readOldPrice(String reason) {
        try {
            Thread.sleep(Shop.OPEN);
            return "21 EUR, because of " + reason;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Broken() {}
}
