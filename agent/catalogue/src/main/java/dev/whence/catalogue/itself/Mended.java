package dev.whence.catalogue.itself;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The program without the bug. */
final class Mended {
    private final ExecutorService stock = Executors.newSingleThreadExecutor(Threads.named("stock"));
    private final Map<String, Integer> counts = new HashMap<>(Map.of("lamp", 3));

    public static void main(String[] args) throws Exception {
        new Mended().sell();
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
        int left = counts.get(article) - 1;
        counts.put(article, left);
        return "reserved, " + left + " left";
    }

    /** Returns how many there are, for any thread. */
    private int count(String article) throws Exception {
        return stock.submit(() -> counts.get(article)).get();
    }
}
