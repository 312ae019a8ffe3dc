package dev.whence.catalogue.unbounded;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

@Bug(
        title = "A queue without a limit",
        kind = Kind.LOAD,
        source = "https://github.com/apache/streampark/issues/3947",
        story = "A pool of Executors has a queue without a limit. When work comes faster than it is done, the "
                + "queue grows until the memory is full. The OutOfMemoryError then meets whoever allocates next.",
        mend = "The queue has a limit, and when it is full the caller does the work itself.",
        tool = Tool.DUMP,
        sign = "is queued in mails",
        symptom = "the mail of the last order: no answer")
final class Broken {
    private final ExecutorService mails = Executors.newFixedThreadPool(1, Threads.named("mails"));

    public static void main(String[] args) throws InterruptedException {
        new Broken().sell();
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
        mails.execute(() -> send(order)); // the bug
    }

    private void send(int order) {
        try {
            Thread.sleep(order % 2 == 0 ? 10 : 20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
