package dev.whence.catalogue.staticinit;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The program without the bug. */
final class Mended {
    /** What parcels cost, by their weight. */
    private static final class Postage {
        static final Map<Integer, Integer> CENTS = IntStream.rangeClosed(1, 100)
                .boxed()
                .collect(Collectors.toConcurrentMap(kilos -> kilos, kilos -> cents(kilos)));

        private static int cents(int kilos) {
            return 300 + 150 * kilos;
        }
    }

    public static void main(String[] args) throws InterruptedException {
        ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
        CompletableFuture<Integer> postage = CompletableFuture.supplyAsync(() -> Postage.CENTS.get(5), web);
        Customer.asks("the postage", postage);
        web.shutdown();
    }

    private Mended() {}
}
