package dev.whence.catalogue.callback;

import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private static final ExecutorService STOCK = Executors.newFixedThreadPool(2, Threads.named("stock"));

    public static void main(String[] args) throws InterruptedException {
        CompletableFuture.supplyAsync(Mended::count, STOCK)
                .thenAccept(Mended::publish)
                .whenComplete((done, failure) -> {
                    if (failure != null) {
                        failure.printStackTrace();
                    }
                });
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

    private Mended() {}
}
