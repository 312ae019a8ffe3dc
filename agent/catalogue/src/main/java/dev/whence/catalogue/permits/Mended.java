package dev.whence.catalogue.permits;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** The program without the bug. */
final class Mended {
    private final ExecutorService warehouse = Executors.newFixedThreadPool(3, Threads.named("warehouse"));
    private final Semaphore printers = new Semaphore(2);

    public static void main(String[] args) throws InterruptedException {
        new Mended().run();
    }

    private void run() throws InterruptedException {
        for (String address : List.of("", "", "Main Street 5")) {
            Future<String> label = warehouse.submit(() -> print(address));
            Customer.asks("a label", label);
        }
        warehouse.shutdown();
    }

    private String print(String address) throws InterruptedException {
        printers.acquire();
        try {
            return layOut(address);
        } finally {
            printers.release();
        }
    }

    private String layOut(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("an order has no address");
        }
        return "to " + address;
    }
}
