package dev.whence.catalogue.pinned;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;

@Bug(
        title = "Virtual threads that are pinned to all carriers",
        kind = Kind.WAITS,
        source = "https://github.com/sboesebeck/morphium/issues/234",
        story = "A virtual thread that waits inside of synchronized keeps its carrier thread, before JDK 24. "
                + "When all carriers wait like that for something that another virtual thread is to do, that one "
                + "never runs. No thread dump of jstack shows virtual threads.",
        mend = "The shelf has a ReentrantLock, for which a virtual thread gives its carrier away.",
        tool = Tool.DUMP,
        sign = "waits in CompletableFuture.join",
        symptom = "a lamp: no answer",
        jvm = {"-Djdk.virtualThreadScheduler.parallelism=1", "-Djdk.virtualThreadScheduler.maxPoolSize=1"},
        since = 21,
        until = 23)
final class Broken {
    private final ExecutorService threads = Threads.virtual();
    private final CountDownLatch isFetching = new CountDownLatch(1);
    private final CompletableFuture<String> delivery = new CompletableFuture<>();
    private final Object shelf = new Object();

    public static void main(String[] args) throws InterruptedException {
        new Broken().sell();
    }

    private void sell() throws InterruptedException {
        CompletableFuture<String> lamp = CompletableFuture.supplyAsync(this::fetch, threads);
        isFetching.await();
        threads.execute(this::deliver);
        Customer.asks("a lamp", lamp);
        Shop.isOpen();
        threads.shutdown();
    }

    private String fetch() {
        synchronized (shelf) {
            isFetching.countDown();
            return delivery.join(); // the bug
        }
    }

    private void deliver() {
        delivery.complete("a new lamp");
    }
}
