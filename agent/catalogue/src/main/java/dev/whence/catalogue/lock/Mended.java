package dev.whence.catalogue.lock;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The program without the bug. */
final class Mended {
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService audit = Executors.newSingleThreadExecutor(Threads.named("audit"));
    private final Map<String, Integer> prices = new HashMap<>();

    public static void main(String[] args) throws InterruptedException {
        new Mended().run();
    }

    private void run() throws InterruptedException {
        Future<String> changed = web.submit(() -> change("lamp", 21));
        Customer.asks("a new price", changed);
        web.shutdown();
        audit.shutdown();
    }

    private String change(String article, int price) throws Exception {
        Future<String> entry;
        synchronized (prices) {
            prices.put(article, price);
            entry = audit.submit(() -> record(article));
        }
        return entry.get();
    }

    private String record(String article) {
        synchronized (prices) {
            return article + " costs " + prices.get(article) + " EUR";
        }
    }
}
