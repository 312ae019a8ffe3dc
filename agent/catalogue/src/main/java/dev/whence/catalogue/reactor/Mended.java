package dev.whence.catalogue.reactor;

import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** The program without the bug. */
final class Mended {
    private static final Scheduler STOCK = Schedulers.newSingle("stock");

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Mono.fromCallable(Mended::count)
                .doFinally(signal -> done.countDown())
                .subscribeOn(STOCK)
                .subscribe(Mended::show, Mended::apologize);
        done.await();
        STOCK.dispose();
    }

    private static int count() {
        return Integer.parseInt("three");
    }

    private static void apologize(Throwable failure) {
        System.out.println("the lamps are being counted: " + failure.getMessage());
    }

    private static void show(int count) {
        System.out.println("there are " + count + " lamps");
    }

    private Mended() {}
}
