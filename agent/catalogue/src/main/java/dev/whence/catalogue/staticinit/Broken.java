package dev.whence.catalogue.staticinit;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

@Bug(
        title = "A parallel stream in a static initializer",
        kind = Kind.WAITS,
        source = "https://github.com/findbugsproject/findbugs/issues/50",
        story = "A table is computed by a parallel stream when its class is initialized. The lambda of the "
                + "stream is a method of that class. So the threads of the stream wait until the class is "
                + "initialized, and the class waits for the stream. A thread dump shows these threads as runnable.",
        mend = "The stream is not parallel.",
        tool = Tool.DUMP,
        sign = "waits in",
        symptom = "the postage: no answer",
        jvm = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=3")
final class Broken {
    /** What parcels cost, by their weight. */
    private static final class Postage {
        static final Map<Integer, Integer> CENTS = IntStream.rangeClosed(1, 100)
                .boxed()
                .parallel()
                .collect(Collectors.toConcurrentMap(kilos -> kilos, kilos -> cents(kilos))); // the bug

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

    private Broken() {}
}
