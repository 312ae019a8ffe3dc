package shop;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** A shop whose hops are not all worth it: the program of docs/live.md. It takes orders until it is ended. */
@SuppressWarnings("FutureReturnValueIgnored")
final class Orders {
    private final ExecutorService web = pool("web", 4);
    private final ExecutorService payments = pool("payments", 8);
    private final ExecutorService printing = pool("printing", 2);
    private final ExecutorService audit = pool("audit", 1);
    private final ScheduledExecutorService reminders = Executors.newScheduledThreadPool(1, threads("reminders"));
    private final LongAdder counted = new LongAdder();

    public static void main(String[] args) throws InterruptedException {
        Orders orders = new Orders();
        for (int number = 0; ; number++) {
            orders.take(number);
            TimeUnit.MILLISECONDS.sleep(2);
        }
    }

    private void take(int number) {
        web.execute(() -> handle(number));
    }

    private void handle(int number) {
        takeTime(2);
        audit.execute(counted::increment);
        ScheduledFuture<?> reminder = reminders.schedule(() -> remind(number), 1, TimeUnit.HOURS);
        CompletableFuture<Integer> charged = CompletableFuture.supplyAsync(() -> charge(number), payments);
        charged.thenApply(amount -> amount * 119 / 100).whenComplete((gross, failure) -> reminder.cancel(false));
        if (number % 7 == 0) {
            CompletableFuture.runAsync(() -> takeTime(5), printing);
        }
    }

    private static int charge(int number) {
        takeTime(3);
        if (number % 20 == 0) {
            throw new IllegalStateException("card of order " + number + " is blocked");
        }
        return number;
    }

    /** As a card terminal or a printer does. */
    private static void takeTime(long millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    private static void remind(int number) {
        System.out.println("Order " + number + " is still open");
    }

    private static ExecutorService pool(String name, int threads) {
        return Executors.newFixedThreadPool(threads, threads(name));
    }

    private static ThreadFactory threads(String pool) {
        AtomicInteger number = new AtomicInteger();
        return body -> new Thread(body, pool + "-" + number.incrementAndGet());
    }

    private Orders() {}
}
