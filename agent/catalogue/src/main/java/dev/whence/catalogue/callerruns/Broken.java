package dev.whence.catalogue.callerruns;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Shop;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

@Bug(
        title = "A full pool that lets the accepting thread do the work",
        kind = Kind.LOAD,
        source = "https://github.com/apache/rocketmq/issues/9983",
        story = "With CallerRunsPolicy, the thread that submits to a full pool runs the work itself. Here this "
                + "is the only thread that accepts customers. So the shop does not even answer those who only have "
                + "a question.",
        mend = "A customer for whom there is no room is sent away.",
        tool = Tool.DUMP,
        sign = "thread front desk waits",
        symptom = "the fourth customer: no answer",
        ask = "--stacks")
final class Broken {
    private final BlockingQueue<CompletableFuture<String>> customers = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> bank = new CompletableFuture<>();
    private final ExecutorService clerks = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Threads.named("clerk"),
            new ThreadPoolExecutor.CallerRunsPolicy());

    public static void main(String[] args) throws InterruptedException {
        new Broken().open();
    }

    private void open() throws InterruptedException {
        Thread frontDesk = new Thread(this::accept, "front desk");
        frontDesk.setDaemon(true);
        frontDesk.start();
        for (int number = 1; number <= 3; number++) {
            customers.put(new CompletableFuture<>());
        }
        CompletableFuture<String> last = new CompletableFuture<>();
        customers.put(last);
        Customer.asks("the fourth customer", last);
        Shop.isOpen();
        bank.complete("paid");
        clerks.shutdown();
    }

    private void accept() {
        try {
            while (true) {
                CompletableFuture<String> customer = customers.take();
                serve(customer);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void serve(CompletableFuture<String> customer) {
        clerks.execute(() -> sell(customer)); // the bug
    }

    private void sell(CompletableFuture<String> customer) {
        customer.complete(bank.join() + ", sold");
    }
}
