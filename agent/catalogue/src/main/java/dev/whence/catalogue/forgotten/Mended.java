package dev.whence.catalogue.forgotten;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService courier = Executors.newSingleThreadExecutor(Threads.named("courier"));

    public static void main(String[] args) throws InterruptedException {
        new Mended().show();
    }

    private void show() throws InterruptedException {
        Future<String> page = web.submit(() -> track("parcel 12").join());
        Customer.asks("where is my parcel", page);
        web.shutdown();
        courier.shutdown();
    }

    private CompletableFuture<String> track(String parcel) {
        CompletableFuture<String> place = new CompletableFuture<>();
        askCourier(parcel, answer -> {
            try {
                place.complete(answer.split(";", -1)[1]);
            } catch (RuntimeException e) {
                place.completeExceptionally(new IllegalStateException(answer, e));
            }
        });
        return place.thenApply(String::strip);
    }

    /** Calls back with what the courier answers. */
    private void askCourier(String parcel, Consumer<String> callback) {
        courier.submit(() -> callback.accept(parcel + " is unknown"));
    }
}
