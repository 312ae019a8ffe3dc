package dev.whence.catalogue.itself;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Bug(
        title = "A task of a single thread that waits for a task of the same thread",
        kind = Kind.WAITS,
        source = "https://github.com/netty/netty/pull/5517",
        story = "The stock has one thread, so that nothing else needs a lock. A method that runs on this thread "
                + "calls another one that is safe to call from outside: it hands its work to the thread, and "
                + "waits.",
        mend = "On the thread of the stock, the method calls the other one directly.",
        tool = Tool.FINDING,
        sign = "pool-starvation",
        symptom = "a lamp: no answer")
final class Broken {
    private final ExecutorService stock = Executors.newSingleThreadExecutor(Threads.named("stock"));
    private final Map<String, Integer> counts = new HashMap<>(Map.of("lamp", 3));

    public static void main(String[] args) throws Exception {
        new Broken().sell();
    }

    private void sell() throws Exception {
        System.out.println(count("lamp") + " lamps");
        Callable<String> order = () -> reserve("lamp");
        Future<String> reserved = stock.submit(order);
        Customer.asks("a lamp", reserved);
        stock.shutdown();
    }

    /** Runs on the thread of the stock. */
    private String reserve(String article) throws Exception {
        int left = count(article) - 1;
        counts.put(article, left);
        return "reserved, " + left + " left";
    }

    /** Returns how many there are, for any thread. */
    private int count(String article) throws Exception {
        return stock.submit(() -> counts.get(article)).get(); // the bug
    }
}
