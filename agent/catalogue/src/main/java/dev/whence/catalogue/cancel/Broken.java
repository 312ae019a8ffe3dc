package dev.whence.catalogue.cancel;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

@Bug(
        title = "A cancelled future whose work runs on",
        kind = Kind.TIME,
        source = "https://github.com/apache/ozone/pull/1146",
        story = "A customer leaves the page, and the export is cancelled. But CompletableFuture.cancel only "
                + "completes the future. Its parameter, to interrupt the work, has no effect.",
        mend = "The export is submitted to the executor, whose futures interrupt their work.",
        tool = Tool.FINDING,
        sign = "still-running",
        symptom = "cancelled: true")
final class Broken {
    private static final ExecutorService EXPORTS = Executors.newFixedThreadPool(1, Threads.named("exports"));
    private static final CountDownLatch BEGUN = new CountDownLatch(1);

    public static void main(String[] args) throws InterruptedException {
        Future<?> export = CompletableFuture.runAsync(Broken::export, EXPORTS); // the bug
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

    private Broken() {}
}
