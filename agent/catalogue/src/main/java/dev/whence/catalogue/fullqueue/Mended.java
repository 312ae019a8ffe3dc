package dev.whence.catalogue.fullqueue;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/** The program without the bug. */
final class Mended {
    private final BlockingQueue<String> orders = new ArrayBlockingQueue<>(2);
    private final List<String> later = new ArrayList<>();
    private final CompletableFuture<String> packed = new CompletableFuture<>();

    public static void main(String[] args) throws InterruptedException {
        new Mended().run();
    }

    private void run() throws InterruptedException {
        orders.put("desk, not in stock");
        orders.put("lamp");
        Threads.named("packer").newThread(this::pack).start();
        orders.put("chair");
        Customer.asks("a chair", packed);
    }

    private void pack() {
        try {
            for (String order = orders.take(); !order.equals("chair"); order = orders.take()) {
                awaitProducers();
                if (order.endsWith("not in stock")) {
                    later.add(order);
                }
            }
            packed.complete("packed, and later " + later);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitProducers() {
        while (!orders.contains("chair")) {
            Thread.onSpinWait();
        }
    }
}
