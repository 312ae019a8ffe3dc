package dev.whence.catalogue.fullqueue;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

@Bug(
        title = "A consumer that puts into its own full queue",
        kind = Kind.WAITS,
        source = "https://github.com/apache/bookkeeper/issues/2948",
        story = "One thread takes orders from a queue of limited size, and puts back what it cannot pack yet. "
                + "When producers have filled the queue meanwhile, it waits for room that only itself could make.",
        mend = "What cannot be packed waits in a list of its own.",
        tool = Tool.DUMP,
        sign = "ArrayBlockingQueue.put",
        symptom = "a chair: no answer")
final class Broken {
    private final BlockingQueue<String> orders = new ArrayBlockingQueue<>(2);
    private final CompletableFuture<String> packed = new CompletableFuture<>();

    public static void main(String[] args) throws InterruptedException {
        new Broken().run();
    }

    private void run() throws InterruptedException {
        orders.put("desk, not in stock");
        orders.put("lamp");
        Threads.named("packer").newThread(this::pack).start();
        orders.put("chair");
        Customer.asks("a chair", packed);
    }

    private void pack() {
        try {
            for (String order = orders.take(); !order.equals("chair"); order = orders.take()) {
                awaitProducers();
                if (order.endsWith("not in stock")) {
                    orders.put(order); // the bug
                }
            }
            packed.complete("packed");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitProducers() {
        while (!orders.contains("chair")) {
            Thread.onSpinWait();
        }
    }
}
