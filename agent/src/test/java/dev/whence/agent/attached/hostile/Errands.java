package dev.whence.agent.attached.hostile;

import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** A program of the JDK only that makes a hop of each kind, prints what came of it, and ends with an exit code. */
public final class Errands {
    static final int EXIT_CODE = 3;

    /** An executor of its own, with a superclass. */
    private static class Backlog {
        final ConcurrentLinkedQueue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    }

    private static final class OwnExecutor extends Backlog implements Executor {
        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        void runAll() {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        }
    }

    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            ConfinedLater.confine();
        }
        run();
        System.exit(EXIT_CODE);
    }

    static void run() throws Exception {
        ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
        System.out.println("pool: " + pool.submit(() -> 1).get());
        System.out.println(
                "delay: " + pool.schedule(() -> 2, 1, TimeUnit.MILLISECONDS).get());
        System.out.println("all: " + pool.invokeAll(List.of(() -> 3, () -> 4)).size());
        System.out.println("future: "
                + CompletableFuture.supplyAsync(() -> 5, pool)
                        .thenApply(n -> n + 1)
                        .join());
        System.out.println("stream: " + IntStream.range(0, 100).parallel().sum());
        OwnExecutor own = new OwnExecutor();
        own.execute(() -> System.out.println("own executor: 7"));
        own.runAll();
        Thread thread = new Thread(() -> System.out.println("thread: 8"));
        thread.start();
        thread.join();
        System.out.println("timer: " + timed());
        System.out.println("publisher: " + published());
        try {
            pool.submit(() -> {
                        throw new IllegalStateException("on purpose");
                    })
                    .get();
        } catch (ExecutionException e) {
            System.out.println("failure: " + e.getCause() + " " + (e.getCause().getStackTrace().length > 0));
        }
        pool.shutdown();
    }

    private static int timed() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        Timer timer = new Timer(true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        done.countDown();
                    }
                },
                1);
        done.await();
        timer.cancel();
        return 9;
    }

    private static int published() {
        int[] last = {0};
        try (SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>()) {
            CompletableFuture<Void> done = publisher.consume(item -> last[0] = item);
            publisher.submit(10);
            publisher.close();
            done.join();
        }
        return last[0];
    }

    private Errands() {}
}
