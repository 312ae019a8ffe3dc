package dev.whence.catalogue.commonpool;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

@Bug(
        title = "Blocking I/O in the common pool",
        kind = Kind.LOAD,
        source = "https://github.com/hazelcast/hazelcast-jet/issues/2882",
        story = "supplyAsync without an executor takes a thread of the common pool, which has about as many "
                + "threads as there are processors. A supplier that does not answer occupies them. Then all other "
                + "code that uses this pool stands still too, here the total of a cart.",
        mend = "The suppliers are asked in a pool of their own, and with a time limit.",
        tool = Tool.DUMP,
        sign = "Broken.ask",
        symptom = "the total of the cart: no answer",
        jvm = "-Djava.util.concurrent.ForkJoinPool.common.parallelism=2")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private static final ExecutorService SUPPLIERS = Executors.newCachedThreadPool(Threads.named("suppliers"));

    public static void main(String[] args) throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            for (int article = 0; article < 4; article++) {
                quote(silent.getLocalPort());
            }
            Customer.asks("the total of the cart", CompletableFuture.supplyAsync(() -> 21 + 7));
            Thread.sleep(Long.getLong("shop.open", 1000));
        }
        SUPPLIERS.shutdown();
    }

    private static CompletableFuture<Integer> quote(int port) {
        return CompletableFuture.supplyAsync(() -> ask(port)); // the bug
    }

    private static int ask(int port) {
        try (Socket supplier = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return supplier.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Broken() {}
}
