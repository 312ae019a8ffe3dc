package dev.whence.catalogue.cancel;

import dev.whence.catalogue.Threads;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The program without the bug. */
final class Mended {
    private static final ExecutorService EXPORTS = Executors.newFixedThreadPool(1, Threads.named("exports"));
    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    public static void main(String[] args) throws InterruptedException {
        Future<?> export = EXPORTS.submit(Mended::export);
        BEGUN.await();
        System.out.println("cancelled: " + export.cancel(true));
        EXPORTS.shutdown();
    }

    private static void export() {
        BEGUN.countDown();
        for (int order = 0; order < 1_000_000_000; order++) {
            write(order);
        }
    }

    private static void write(int order) {
        try {
            Thread.sleep(10);
        } catch (InterruptedException e) {
            throw new IllegalStateException("order " + order + " is not exported", e);
        }
    }

    private Mended() {}
}
