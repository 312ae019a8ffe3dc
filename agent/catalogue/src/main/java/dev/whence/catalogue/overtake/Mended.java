package dev.whence.catalogue.overtake;

import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Threads.named("clock"));
    private final ExecutorService exports = Executors.newFixedThreadPool(3, Threads.named("exports"));
    private final AtomicInteger running = new AtomicInteger();

    public static void main(String[] args) throws InterruptedException {
        new Mended().run();
    }

    private void run() throws InterruptedException {
        clock.scheduleWithFixedDelay(this::begin, 0, 100, TimeUnit.MILLISECONDS);
        Shop.isOpen();
        clock.shutdown();
        exports.shutdown();
    }

    private void begin() {
        export();
    }

    private void export() {
        if (running.incrementAndGet() == 3) {
            System.out.println("three exports at once");
        }
        try {
            Thread.sleep(2000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        running.decrementAndGet();
    }
}
