package dev.whence.catalogue.overtake;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

@Bug(
        title = "A periodic job that overtakes itself",
        kind = Kind.TIME,
        source = "https://github.com/enonic/xp/issues/12272",
        story = "Every 100 ms a scheduler gives the export to a pool. The export takes longer than that, so the "
                + "next one begins before it has ended, and exports the same orders again.",
        mend = "The scheduler runs the export itself, and waits until it has ended.",
        tool = Tool.DUMP,
        sign = "waits in Thread.sleep",
        symptom = "three exports at once")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(Threads.named("clock"));
    private final ExecutorService exports = Executors.newFixedThreadPool(3, Threads.named("exports"));
    private final AtomicInteger running = new AtomicInteger();

    public static void main(String[] args) throws InterruptedException {
        new Broken().run();
    }

    private void run() throws InterruptedException {
        clock.scheduleAtFixedRate(this::begin, 0, 100, TimeUnit.MILLISECONDS);
        Shop.isOpen();
        clock.shutdown();
        exports.shutdown();
    }

    private void begin() {
        exports.execute(this::export); // the bug
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
