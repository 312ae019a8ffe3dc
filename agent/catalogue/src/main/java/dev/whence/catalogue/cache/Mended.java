package dev.whence.catalogue.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The program without the bug. */
final class Mended {
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService database = Executors.newFixedThreadPool(2, Threads.named("database"));
    private final LoadingCache<String, String> products = Caffeine.newBuilder().build(this::load);

    public static void main(String[] args) throws InterruptedException {
        new Mended().show();
    }

    private void show() throws InterruptedException {
        Future<String> page = web.submit(() -> products.get("lamp"));
        Customer.asks("the page of the lamp", page);
        web.shutdown();
        database.shutdown();
    }

    private String load(String id) {
        return CompletableFuture.supplyAsync(() -> read(id), database).join();
    }

    private String read(String id) {
        return id + ", 21 EUR";
    }
}
