package dev.whence.catalogue.callback;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "A failure in a callback that nobody sees",
        kind = Kind.FAILURE,
        source = "https://github.com/PaperMC/Velocity/issues/374",
        story = "The stock of an article is read on another thread and then published. What publish throws is "
                + "stored in the future that thenAccept has returned, and that nobody has kept.",
        mend = "The chain ends with a whenComplete that logs the failure.",
        tool = Tool.FINDING,
        sign = "unobserved-failure",
        symptom = "counting lamps")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private static final ExecutorService STOCK = Executors.newFixedThreadPool(2, Threads.named("stock"));

    public static void main(String[] args) throws InterruptedException {
        CompletableFuture.supplyAsync(Broken::count, STOCK).thenAccept(Broken::publish); // the bug
        Shop.isOpen();
        STOCK.shutdown();
    }

    private static int count() {
        System.out.println("counting lamps");
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return -1;
    }

    private static void publish(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("there cannot be " + count + " lamps");
        }
        System.out.println("there are " + count + " lamps");
    }

    private Broken() {}
}
