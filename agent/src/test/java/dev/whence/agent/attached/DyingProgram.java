package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A program with periodic tasks that throw. Its first argument names a file whose existence ends it, the others name
 * the tasks. The name of the task is its operation.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class DyingProgram {
    private final ScheduledThreadPoolExecutor pool = new ScheduledThreadPoolExecutor(1);
    private final CountDownLatch thrown = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        for (String task : List.of(args).subList(1, args.length)) {
            DyingProgram program = new DyingProgram();
            try (var scope = Correlation.of(task).open()) {
                program.run(task);
            }
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void run(String task) throws Exception {
        switch (task) {
            case "rate" -> rate();
            case "last" -> last();
            case "delay" -> pool.scheduleWithFixedDelay(this::fail, 0, 1, TimeUnit.SECONDS);
            case "timer" -> new Timer().schedule(failing(), 0, 1_000);
            case "once" -> new Timer().schedule(failing(), 0);
            case "forkJoin" -> forkJoin();
            case "caught" -> pool.scheduleAtFixedRate(this::failAndCatch, 0, 10, TimeUnit.MILLISECONDS);
            case "awaited" -> awaited();
            case "cancelled" -> cancelled();
            case "shutDown" -> shutDown();
            case "oneShot" -> pool.schedule(this::fail, 0, TimeUnit.SECONDS);
            default -> throw new IllegalArgumentException(task);
        }
    }

    private void rate() {
        pool.scheduleAtFixedRate(this::fail, 0, 1, TimeUnit.SECONDS);
    }

    private void last() {
        pool.scheduleAtFixedRate(this::fail, 0, 1, TimeUnit.SECONDS);
    }

    private void fail() {
        thrown.countDown();
        throw new IllegalStateException("no stock");
    }

    private void failAndCatch() {
        try {
            fail();
        } catch (IllegalStateException e) {
            // The next run is tried.
        }
    }

    private TimerTask failing() {
        return new TimerTask() {
            @Override
            public void run() {
                fail();
            }
        };
    }

    /** Since JDK 25 each fork/join pool can schedule. */
    private void forkJoin() throws ReflectiveOperationException {
        ForkJoinPool.class
                .getMethod("scheduleAtFixedRate", Runnable.class, long.class, long.class, TimeUnit.class)
                .invoke(ForkJoinPool.commonPool(), (Runnable) this::fail, 0L, 1L, TimeUnit.SECONDS);
    }

    /** A thread waits for the future, and gets the exception. */
    private void awaited() throws InterruptedException {
        CountDownLatch isAwaited = new CountDownLatch(1);
        Future<?> future = pool.scheduleAtFixedRate(
                () -> {
                    await(isAwaited);
                    fail();
                },
                0,
                1,
                TimeUnit.SECONDS);
        Thread waiting = new Thread(() -> {
            try {
                future.get();
            } catch (InterruptedException | ExecutionException e) {
                thrown.countDown();
            }
        });
        waiting.setDaemon(true);
        waiting.start();
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }
        isAwaited.countDown();
        thrown.await();
    }

    /** The run throws because it is interrupted. */
    private void cancelled() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        Future<?> future = pool.scheduleAtFixedRate(() -> sleep(runs), 0, 1, TimeUnit.SECONDS);
        runs.await();
        future.cancel(true);
        thrown.await();
    }

    private void shutDown() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(1);
        pool.scheduleAtFixedRate(() -> sleep(runs), 0, 1, TimeUnit.SECONDS);
        runs.await();
        pool.shutdownNow();
        thrown.await();
    }

    private void sleep(CountDownLatch runs) {
        runs.countDown();
        await(new CountDownLatch(1));
    }

    private void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            fail();
        }
    }
}
