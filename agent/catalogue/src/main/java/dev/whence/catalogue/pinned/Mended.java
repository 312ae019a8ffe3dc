package dev.whence.catalogue.pinned;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

/** The program without the bug. */
final class Mended {
    private final ExecutorService threads = Threads.virtual();
    private final CountDownLatch isFetching = new CountDownLatch(1);
    private final CompletableFuture<String> delivery = new CompletableFuture<>();
    private final ReentrantLock shelf = new ReentrantLock();

    public static void main(String[] args) throws InterruptedException {
        new Mended().sell();
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
        shelf.lock();
        try {
            isFetching.countDown();
            return delivery.join();
        } finally {
            shelf.unlock();
        }
    }

    private void deliver() {
        delivery.complete("a new lamp");
    }
}
