package dev.whence.catalogue.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Bug(
        title = "A cache whose loader waits for a thread that fills the cache",
        kind = Kind.WAITS,
        source = "https://github.com/ben-manes/caffeine/issues/962",
        story = "The loader of a cache asks the database on another thread and waits for the product. The other "
                + "thread puts what it has read into the cache. But the entry is locked until the loader returns. "
                + "ConcurrentHashMap.computeIfAbsent does the same.",
        mend = "The thread of the database only returns the product, and the cache stores it.",
        tool = Tool.FINDING,
        sign = "wait-cycle",
        symptom = "the page of the lamp: no answer")
final class Broken {
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService database = Executors.newFixedThreadPool(2, Threads.named("database"));
    private final LoadingCache<String, String> products = Caffeine.newBuilder().build(this::load);

    public static void main(String[] args) throws InterruptedException {
        new Broken().show();
    }

    private void show() throws InterruptedException {
        Future<String> page = web.submit(() -> products.get("lamp"));
        Customer.asks("the page of the lamp", page);
        web.shutdown();
        database.shutdown();
    }

    private String load(String id) {
        return CompletableFuture.supplyAsync(() -> read(id), database).join(); // the bug
    }

    private String read(String id) {
        String product = id + ", 21 EUR";
        products.put(id, product);
        return product;
    }
}
