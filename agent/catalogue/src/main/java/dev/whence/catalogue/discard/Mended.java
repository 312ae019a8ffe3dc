package dev.whence.catalogue.discard;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
final class Mended {
    private final CountDownLatch bankAnswers = new CountDownLatch(1);
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService bank = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Threads.named("bank"),
            new ThreadPoolExecutor.AbortPolicy());

    public static void main(String[] args) throws InterruptedException {
        new Mended().sell();
    }

    private void sell() throws InterruptedException {
        bank.execute(this::settleAccounts);
        bank.execute(this::settleAccounts);
        Future<String> paid = web.submit(this::pay);
        Customer.asks("a lamp", paid);
        bankAnswers.countDown();
        web.shutdown();
        bank.shutdown();
    }

    private String pay() throws ExecutionException, InterruptedException {
        Future<String> charged = bank.submit(() -> "paid");
        return charged.get();
    }

    private void settleAccounts() {
        try {
            bankAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
