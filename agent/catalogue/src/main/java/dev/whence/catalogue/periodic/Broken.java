package dev.whence.catalogue.periodic;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

@Bug(
        title = "A periodic job that has died",
        kind = Kind.TIME,
        source = "https://github.com/apache/shenyu/issues/6608",
        story = "The rate is fetched again and again. Once the answer is no number. The exception ends the job "
                + "for ever, without a line in the log: the shop goes on with an old rate.",
        mend = "The job catches all exceptions, and tries again.",
        tool = Tool.FINDING,
        sign = "dead-periodic-task",
        symptom = "now it is 1.09")
@SuppressWarnings("FutureReturnValueIgnored")
final class Broken {
    private static final ScheduledExecutorService CLOCK =
            Executors.newSingleThreadScheduledExecutor(Threads.named("clock"));

    private final Iterator<String> bank = List.of("1.08", "1.09", "n/a", "1.10").iterator();
    private volatile double rate;

    public static void main(String[] args) throws InterruptedException {
        Broken rates = new Broken();
        CLOCK.scheduleAtFixedRate(rates::refresh, 0, 100, TimeUnit.MILLISECONDS); // the bug
        Thread.sleep(1000);
        System.out.println("now it is " + rates.rate);
        Shop.isOpen();
        CLOCK.shutdown();
    }

    private void refresh() {
        if (bank.hasNext()) {
            rate = Double.parseDouble(bank.next());
            System.out.println("a euro is " + rate + " dollars");
        }
    }
}
