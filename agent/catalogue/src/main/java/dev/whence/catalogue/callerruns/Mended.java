package dev.whence.catalogue.callerruns;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
final class Mended {
    private final BlockingQueue<CompletableFuture<String>> customers = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> bank = new CompletableFuture<>();
    private final ExecutorService clerks = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Threads.named("clerk"),
            new ThreadPoolExecutor.AbortPolicy());

    public static void main(String[] args) throws InterruptedException {
        new Mended().open();
    }

    private void open() throws InterruptedException {
        Thread frontDesk = new Thread(this::accept, "front desk");
        frontDesk.setDaemon(true);
        frontDesk.start();
        for (int number = 1; number <= 3; number++) {
            customers.put(new CompletableFuture<>());
        }
        CompletableFuture<String> last = new CompletableFuture<>();
        customers.put(last);
        Customer.asks("the fourth customer", last);
        Shop.isOpen();
        bank.complete("paid");
        clerks.shutdown();
    }

    private void accept() {
        try {
            while (true) {
                CompletableFuture<String> customer = customers.take();
                serve(customer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(CompletableFuture<String> customer) {
        try {
            clerks.execute(() -> sell(customer));
        } catch (RejectedExecutionException e) {
            customer.complete("please come back later");
        }
    }

    private void sell(CompletableFuture<String> customer) {
        customer.complete(bank.join() + ", sold");
    }
}
