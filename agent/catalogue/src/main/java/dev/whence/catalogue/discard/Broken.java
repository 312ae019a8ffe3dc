package dev.whence.catalogue.discard;

import dev.whence.catalogue.Bug;
import dev.whence.catalogue.Customer;
import dev.whence.catalogue.Kind;
import dev.whence.catalogue.Threads;
import dev.whence.catalogue.Tool;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

@Bug(
        title = "A full pool that discards work for which somebody waits",
        kind = Kind.WAITS,
        source = "https://github.com/alibaba/p3c/issues/889",
        story = "A pool with DiscardPolicy drops what it has no room for. The future of the dropped work is "
                + "never completed, so a thread that asks it without a time limit waits for ever.",
        mend = "The pool rejects what it has no room for, and the customer is told at once.",
        tool = Tool.DUMP,
        sign = "FutureTask.get",
        symptom = "a lamp: no answer")
final class Broken {
    private final CountDownLatch bankAnswers = new CountDownLatch(1);
    private final ExecutorService web = Executors.newCachedThreadPool(Threads.named("web"));
    private final ExecutorService bank = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(1),
            Threads.named("bank"),
            new ThreadPoolExecutor.DiscardPolicy());

    public static void main(String[] args) throws InterruptedException {
        new Broken().sell();
    }

    private void sell() throws InterruptedException {
        bank.execute(this::settleAccounts);
        bank.execute(this::settleAccounts);
        Future<String> paid = web.submit(this::pay);
        Customer.asks("a lamp", paid);
        bankAnswers.countDown();
        web.shutdown();
        bank.shutdown();
    }

    private String pay() throws ExecutionException, InterruptedException {
        Future<String> charged = bank.submit(() -> "paid");
        return charged.get(); // the bug
    }

    private void settleAccounts() {
        try {
            bankAnswers.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
