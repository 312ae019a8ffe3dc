package dev.whence.catalogue.submit;

import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private static final ExecutorService MAILS = Executors.newFixedThreadPool(2, Threads.named("mails"));

    public static void main(String[] args) throws InterruptedException {
        confirm("order 7781", "ann@example.com");
        confirm("order 7782", "bob");
        Shop.isOpen();
        MAILS.shutdown();
    }

    private static void confirm(String order, String address) {
        System.out.println(order + " is confirmed");
        Runnable mail = () -> send(order, address);
        MAILS.execute(mail);
    }

    private static void send(String order, String address) {
        if (!address.contains("@")) {
            throw new IllegalArgumentException(address + " is no address for " + order);
        }
    }

    private Mended() {}
}
