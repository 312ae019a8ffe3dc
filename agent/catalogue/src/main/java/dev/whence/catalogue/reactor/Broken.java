package dev.whence.catalogue.reactor;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Tool;
import java.util.concurrent.CountDownLatch;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

@Bug(
        title = "A Reactor subscription without a handler for errors",
        kind = Kind.STACK,
        source = "https://github.com/reactor/reactor-core/issues/2477",
        story = "A Mono fails on another thread and its subscriber has no function for errors. Reactor logs that "
                + "an error was dropped, with a stack trace of Reactor and the pool. Where the Mono was subscribed "
                + "is not in it.",
        mend = "The subscriber has a function for errors.",
        tool = Tool.TRACE,
        sign = "ErrorCallbackNotImplemented")
final class Broken {
    private static final Scheduler STOCK = Schedulers.newSingle("stock");

    public static void main(String[] args) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Mono.fromCallable(Broken::count)
                .doFinally(signal -> done.countDown())
                .subscribeOn(STOCK)
                .subscribe(Broken::show); // the bug
        done.await();
        STOCK.dispose();
    }

    private static int count() {
        return Integer.parseInt("three");
    }

    private static void show(int count) {
        System.out.println("there are " + count + " lamps");
    }

    private Broken() {}
}
