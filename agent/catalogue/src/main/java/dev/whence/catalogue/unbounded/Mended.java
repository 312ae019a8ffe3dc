package dev.whence.catalogue.unbounded;

import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Threads;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
final class Mended {
    private final ExecutorService mails = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(10),
            Threads.named("mails"),
            new ThreadPoolExecutor.CallerRunsPolicy());

    public static void main(String[] args) throws InterruptedException {
        new Mended().sell();
    }

    private void sell() throws InterruptedException {
        for (int order = 1; order <= 1000; order++) {
            confirm(order);
        }
        System.out.println("1000 orders are confirmed");
        FutureTask<String> last = new FutureTask<>(() -> "sent");
        mails.execute(last);
        Customer.asks("the mail of the last order", last);
        mails.shutdown();
    }

    private void confirm(int order) {
        mails.execute(() -> send(order));
    }

    private void send(int order) {
        try {
            Thread.sleep(order % 2 == 0 ? 10 : 20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
