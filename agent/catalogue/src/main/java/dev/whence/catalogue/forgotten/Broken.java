package dev.whence.catalogue.forgotten;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

@Bug(
        title = "A future that is forgotten where the callback fails",
        kind = Kind.WAITS,
        source = "https://github.com/apache/pulsar/issues/7545",
        story = "A callback of a client completes a future. Before that it does something else, which throws. "
                + "The client logs nothing, the future is never completed, and who waits for it waits for ever.",
        mend = "The callback completes the future in any case.",
        tool = Tool.DUMP,
        sign = "nothing that is known completes it",
        symptom = "where is my parcel: no answer")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService courier = Executors.newSingleThreadExecutor(Threads.named("courier"));

    public static void main(String[] args) throws InterruptedException {
        new Broken().show();
    }

    private void show() throws InterruptedException {
        Future<String> page = web.submit(() -> track("parcel 12").join());
        Customer.asks("where is my parcel", page);
        web.shutdown();
        courier.shutdown();
    }

    private CompletableFuture<String> track(String parcel) {
        CompletableFuture<String> place = new CompletableFuture<>();
        askCourier(parcel, answer -> place.complete(answer.split(";", -1)[1]));
        return place.thenApply(String::strip); // the bug
    }

    /** Calls back with what the courier answers. */
    private void askCourier(String parcel, Consumer<String> callback) {
        courier.submit(() -> callback.accept(parcel + " is unknown"));
    }
}
