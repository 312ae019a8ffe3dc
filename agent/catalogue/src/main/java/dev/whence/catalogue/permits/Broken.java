package dev.whence.catalogue.permits;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

@Bug(
        title = "A permit that is not released when the work fails",
        kind = Kind.WAITS,
        source = "https://github.com/dice-group/gerbil/issues/350",
        story = "Two printers, so at most two threads print. If an address is missing, the method throws before "
                + "it releases its permit. After the second such order nobody prints any more.",
        mend = "The permit is released in a finally block.",
        tool = Tool.DUMP,
        sign = "Semaphore.acquire",
        symptom = "a label: no answer")
final class Broken {
    private final ExecutorService warehouse = Executors.newFixedThreadPool(3, Threads.named("warehouse"));
    private final Semaphore printers = new Semaphore(2);

    public static void main(String[] args) throws InterruptedException {
        new Broken().run();
    }

    private void run() throws InterruptedException {
        for (String address : List.of("", "", "Main Street 5")) {
            Future<String> label = warehouse.submit(() -> print(address));
            Customer.asks("a label", label);
        }
        warehouse.shutdown();
    }

    private String print(String address) throws InterruptedException {
        printers.acquire(); // the bug
        String label = layOut(address);
        printers.release();
        return label;
    }

    private String layOut(String address) {
        if (address.isEmpty()) {
            throw new IllegalArgumentException("an order has no address");
        }
        return "to " + address;
    }
}
