package dev.whence.catalogue.lock;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Bug(
        title = "A lock that is held while a future is awaited",
        kind = Kind.WAITS,
        source = "https://github.com/apache/ratis/pull/1168",
        story = "A price is changed under the lock of the price list, and the change waits until it is in the "
                + "audit log. The thread of the audit log needs the same lock to read the price. The JDK finds no "
                + "deadlock here, because one of the two threads waits for a future.",
        mend = "The lock is released before the wait.",
        tool = Tool.FINDING,
        sign = "wait-cycle",
        symptom = "a new price: no answer")
final class Broken {
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService audit = Executors.newSingleThreadExecutor(Threads.named("audit"));
    private final Map<String, Integer> prices = new HashMap<>();

    public static void main(String[] args) throws InterruptedException {
        new Broken().run();
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
            return entry.get(); // the bug
        }
    }

    private String record(String article) {
        synchronized (prices) {
            return article + " costs " + prices.get(article) + " EUR";
        }
    }
}
