package dev.whence.catalogue.commonpool;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
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
        return CompletableFuture.supplyAsync(() -> ask(port), SUPPLIERS);
    }

    private static int ask(int port) {
        try (Socket supplier = new Socket(InetAddress.getLoopbackAddress(), port)) {
            supplier.setSoTimeout(300);
            return supplier.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Mended() {}
}
