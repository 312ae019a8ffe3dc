package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Logger;

/**
 * A program parts of which cannot go on, each in a way of its own. Its first argument names a file whose existence ends
 * it, the others name the ways. {@code repaired:} before a way stands for the same part without the mistake. The way is
 * the operation.
 */
@SuppressWarnings({"FutureReturnValueIgnored", "LockNotBeforeTry"})
final class StuckProgram {
    private final ReentrantLock lock = new ReentrantLock();
    private final Object monitor = new Object();
    private final boolean isRepaired;
    private final ExecutorService pool = Executors.newFixedThreadPool(2, named("pool"));
    private final ExecutorService other = Executors.newFixedThreadPool(2, named("other"));
    private final CountDownLatch both = new CountDownLatch(2);

    private StuckProgram(boolean isRepaired) {
        this.isRepaired = isRepaired;
    }

    public static void main(String[] args) throws Exception {
        for (String way : List.of(args).subList(1, args.length)) {
            StuckProgram program = new StuckProgram(way.startsWith("repaired:"));
            Correlation.of(way).run(() -> program.run(way.substring(way.indexOf(':') + 1)));
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void run(String way) {
        switch (way) {
            case "submit" -> outer(() -> inner().submit(() -> "x").get());
            case "join" -> outer(() -> later().join());
            case "chain" ->
                outer(() -> later().thenApply(x -> x)
                        .thenCombine(done(), String::concat)
                        .join());
            case "all" -> outer(() -> CompletableFuture.allOf(later(), done()).join());
            case "invokeAll" -> outer(() -> inner().invokeAll(List.of(() -> "x")));
            case "virtual" ->
                outer(() -> CompletableFuture.supplyAsync(
                                () -> call(() -> inner().submit(() -> "x").get()), StuckProgram::startVirtualThread)
                        .join());
            case "any" ->
                outer(() -> CompletableFuture.anyOf(later(), callback()).join());
            case "either" ->
                outer(() -> later().applyToEither(callback(), x -> x).join());
            case "timed" -> outer(() -> later().get(1, TimeUnit.HOURS));
            case "limited" -> outer(() -> later().orTimeout(1, TimeUnit.HOURS).join());
            case "callback" -> outer(() -> callback().join());
            case "pools" -> pools();
            case "forks" -> forks();
            case "bounded" -> bounded();
            default -> circle(way);
        }
    }

    private void circle(String way) {
        switch (way) {
            case "futures" -> futures();
            case "itself" -> itself();
            case "lock" -> lock(pool);
            case "virtualLock" -> lock(StuckProgram::startVirtualThread);
            case "monitor" -> monitor();
            case "map" -> map();
            case "logger" -> Logger.getLogger("program").fine("The program has a logger.");
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static ThreadFactory named(String name) {
        return body -> new Thread(body, name + "-1");
    }

    private static void startVirtualThread(Runnable body) {
        call(() -> Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body));
    }

    private static <T> T call(Callable<T> action) {
        try {
            return action.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(CountDownLatch latch) {
        call(() -> {
            latch.await();
            return "";
        });
    }

    /** Returns when two threads have called this. */
    private void meet() {
        both.countDown();
        await(both);
    }

    /** Both threads of the pool make the same call. */
    private void outer(Callable<?> wait) {
        for (int i = 0; i < 2; i++) {
            pool.submit(() -> {
                meet();
                return wait.call();
            });
        }
    }

    /** Returns the pool of the work for which others wait. */
    private ExecutorService inner() {
        return isRepaired ? other : pool;
    }

    private CompletableFuture<String> later() {
        return CompletableFuture.supplyAsync(() -> "x", inner());
    }

    private static CompletableFuture<String> done() {
        return CompletableFuture.completedFuture("done");
    }

    private static CompletableFuture<String> callback() {
        return new CompletableFuture<>();
    }

    /** Each of two pools waits for what is queued in the other one. */
    private void pools() {
        ExecutorService first = Executors.newFixedThreadPool(1, named("first"));
        ExecutorService second = Executors.newFixedThreadPool(1, named("second"));
        first.submit(() -> {
            meet();
            return (isRepaired ? other : second).submit(() -> "x").get();
        });
        second.submit(() -> {
            meet();
            return (isRepaired ? other : first).submit(() -> "x").get();
        });
    }

    /** A fork/join pool gets no more threads for those that wait in {@code FutureTask.get}. */
    private void forks() {
        ForkJoinPool forks = new ForkJoinPool(2);
        for (int i = 0; i < 2; i++) {
            forks.execute(() -> {
                meet();
                FutureTask<String> inner = new FutureTask<>(() -> "x");
                (isRepaired ? other : forks).execute(inner);
                call(() -> inner.get());
            });
        }
    }

    /** A pool with a bounded queue, which has all its threads and a full queue. */
    private void bounded() {
        ThreadPoolExecutor bounded =
                new ThreadPoolExecutor(1, 2, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(2), named("bounded"));
        CountDownLatch isFull = new CountDownLatch(1);
        FutureTask<String> inner = new FutureTask<>(() -> "x");
        Callable<String> wait = () -> {
            isFull.await();
            return inner.get();
        };
        bounded.submit(wait);
        bounded.execute(isRepaired ? () -> {} : inner);
        bounded.execute(() -> {});
        bounded.submit(wait);
        if (isRepaired) {
            other.execute(inner);
        }
        isFull.countDown();
    }

    private void futures() {
        CompletableFuture<CompletableFuture<String>> second = new CompletableFuture<>();
        CompletableFuture<String> first = CompletableFuture.supplyAsync(
                () -> {
                    meet();
                    return second.join().join();
                },
                pool);
        second.complete(CompletableFuture.supplyAsync(
                () -> {
                    meet();
                    return isRepaired ? "x" : first.join();
                },
                pool));
    }

    /** The work waits for its own future. */
    private void itself() {
        CompletableFuture<CompletableFuture<String>> own = new CompletableFuture<>();
        own.complete(CompletableFuture.supplyAsync(
                () -> isRepaired ? "x" : own.join().join(), pool));
    }

    /** One thread holds the lock and waits for a future; the thread that completes it wants the lock. */
    private void lock(Executor executor) {
        CountDownLatch isHeld = new CountDownLatch(1);
        CompletableFuture<String> locked = CompletableFuture.supplyAsync(
                () -> {
                    await(isHeld);
                    lock.lock();
                    lock.unlock();
                    return "x";
                },
                executor);
        executor.execute(() -> {
            lock.lock();
            isHeld.countDown();
            if (isRepaired) {
                lock.unlock();
            }
            locked.join();
        });
    }

    private void monitor() {
        CountDownLatch isHeld = new CountDownLatch(1);
        CompletableFuture<String> locked = CompletableFuture.supplyAsync(
                () -> {
                    await(isHeld);
                    synchronized (monitor) {
                        return "x";
                    }
                },
                pool);
        pool.execute(() -> {
            synchronized (monitor) {
                isHeld.countDown();
                if (!isRepaired) {
                    locked.join();
                }
            }
        });
    }

    /** The value of a key is computed by work that needs the same key. */
    private void map() {
        ConcurrentHashMap<String, String> cache = new ConcurrentHashMap<>();
        String inner = isRepaired ? "other" : "key";
        pool.execute(() -> cache.computeIfAbsent(
                "key", key -> CompletableFuture.supplyAsync(() -> cache.computeIfAbsent(inner, k -> "x"), pool)
                        .join()));
    }
}
