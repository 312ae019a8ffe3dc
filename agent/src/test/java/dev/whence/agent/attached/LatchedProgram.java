package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Phaser;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A program with pools whose threads wait for what is queued behind them, by other means than futures. Its first argument
 * names a file whose existence ends it, the others name the ways. {@code repaired:} before a way stands for the same
 * without the mistake. The way is the operation.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "serial"})
final class LatchedProgram {
    private final String way;
    private final ExecutorService pool;
    private final ExecutorService inner;
    private final CountDownLatch begun = new CountDownLatch(2);

    private LatchedProgram(String way, boolean isRepaired) {
        this.way = way;
        this.pool =
                new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, newQueue(way), body -> new Thread(body, way + "-1"));
        this.inner = isRepaired ? Executors.newCachedThreadPool() : pool;
    }

    private static BlockingQueue<Runnable> newQueue(String way) {
        return switch (way) {
            case "array" -> new ArrayBlockingQueue<>(10);
            case "deque" -> new LinkedBlockingDeque<>();
            case "priority" -> new PriorityBlockingQueue<>(10, Comparator.comparing(Object::hashCode));
            case "extended" -> new LinkedBlockingQueue<>() {};
            default -> new LinkedBlockingQueue<>();
        };
    }

    public static void main(String[] args) throws Exception {
        for (String way : List.of(args).subList(1, args.length)) {
            if (way.equals("late")) {
                // Now all others have waited for longer than this one will have.
                Thread.sleep(3_000);
            }
            LatchedProgram program = new LatchedProgram(way.substring(way.indexOf(':') + 1), way.contains(":"));
            Correlation.of(way).run(program::run);
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void run() {
        switch (way) {
            case "latch", "late", "array", "deque", "priority", "extended" -> both(this::latch, this::latch);
            case "semaphore" -> both(this::semaphore, this::semaphore);
            case "phaser" -> both(this::phaser, this::phaser);
            case "queue" -> both(this::queue, this::queue);
            case "mixed" -> both(this::latch, () -> submit(() -> "x").get());
            // The threads wait for work, and there is none.
            case "idle" -> both(LatchedProgram::never, LatchedProgram::never);
            case "handedOn" -> handedOn();
            case "timed" -> {
                both(LatchedProgram::longTime, LatchedProgram::longTime);
                pool.execute(() -> {});
            }
            case "free" -> both(LatchedProgram::never, () -> "x");
            default -> throw new IllegalArgumentException(way);
        }
    }

    private void both(Callable<?> first, Callable<?> second) {
        for (Callable<?> wait : List.of(first, second)) {
            pool.submit(() -> {
                Correlation.current().id();
                begun.countDown();
                begun.await();
                return wait.call();
            });
        }
    }

    private Future<?> submit(Callable<?> work) {
        return inner.submit(work);
    }

    private Object latch() throws Exception {
        CountDownLatch latch = new CountDownLatch(1);
        inner.execute(latch::countDown);
        latch.await();
        return "x";
    }

    private Object semaphore() throws Exception {
        Semaphore semaphore = new Semaphore(0);
        inner.execute(semaphore::release);
        semaphore.acquire();
        return "x";
    }

    private Object phaser() {
        Phaser phaser = new Phaser(2);
        inner.execute(phaser::arrive);
        return phaser.arriveAndAwaitAdvance();
    }

    private Object queue() throws Exception {
        LinkedBlockingQueue<String> queue = new LinkedBlockingQueue<>();
        inner.execute(() -> queue.add("x"));
        return queue.take();
    }

    private static Object never() throws Exception {
        return new LinkedBlockingQueue<String>().take();
    }

    private static Object longTime() throws Exception {
        return new CountDownLatch(1).await(1, TimeUnit.HOURS);
    }

    /** Both threads always wait for a permit, and each soon gets one. */
    private void handedOn() {
        Semaphore permits = new Semaphore(0);
        for (int i = 0; i < 10_000; i++) {
            pool.submit(() -> {
                permits.acquire();
                return "x";
            });
        }
        Executors.newSingleThreadScheduledExecutor()
                .scheduleAtFixedRate(() -> permits.release(2), 300, 300, TimeUnit.MILLISECONDS);
    }
}
