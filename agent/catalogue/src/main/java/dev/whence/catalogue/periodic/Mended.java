package dev.whence.catalogue.periodic;

import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The program without the bug. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Mended {
    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(Threads.named("clock"));

    private final Iterator<String> bank = List.of("1.08", "1.09", "n/a", "1.10").iterator();
    private volatile double rate;

    public static void main(String[] args) throws InterruptedException {
        Mended rates = new Mended();
        CLOCK.scheduleAtFixedRate(rates::tryToRefresh, 0, 100, TimeUnit.MILLISECONDS);
        Thread.sleep(1000);
        System.out.println("now it is " + rates.rate);
        Shop.isOpen();
        CLOCK.shutdown();
    }

    private void tryToRefresh() {
        try {
            refresh();
        } catch (RuntimeException e) {
            System.out.println("no rate: " + e.getMessage());
        }
    }

    private void refresh() {
        if (bank.hasNext()) {
            rate = Double.parseDouble(bank.next());
            System.out.println("a euro is " + rate + " dollars");
        }
    }
}
