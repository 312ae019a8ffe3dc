package dev.whence.agent.attached;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A program that makes hops of which it is known how long they wait and run. It goes on until it is told to end. */
@SuppressWarnings("FutureReturnValueIgnored")
final class HoppingProgram {
    /** So many hops of each kind are made: all of them are measured. */
    static final int EACH = 60;

    private static final long LONG_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

    private final ExecutorService single = Executors.newFixedThreadPool(1, threads("single-"));
    private final ExecutorService wide = Executors.newCachedThreadPool(threads("wide-"));
    private final ScheduledExecutorService later = Executors.newScheduledThreadPool(1, threads("later-"));

    public static void main(String[] args) throws Exception {
        new HoppingProgram().hop();
        Files.createFile(Path.of(args[0]));
        while (!Files.exists(Path.of(args[1]))) {
            Thread.sleep(10);
        }
    }

    private static ThreadFactory threads(String name) {
        AtomicInteger number = new AtomicInteger();
        return body -> {
            Thread thread = new Thread(body, name + number.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    private void hop() throws Exception {
        crowd();
        roomy();
        trifles();
        failing();
        cancelling();
        delayed();
        stages();
        perThread();
        if (Runtime.version().feature() >= 21) {
            perVirtualThread();
        }
        for (ExecutorService pool : List.of(single, wide, later)) {
            pool.shutdown();
            pool.awaitTermination(1, TimeUnit.MINUTES);
        }
    }

    /** All at once for one thread: most of them wait much longer than they run. */
    private void crowd() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(single.submit(HoppingProgram::work));
        }
        await(all);
    }

    /** One after another for many threads: none of them waits. */
    private void roomy() throws Exception {
        for (int i = 0; i < EACH; i++) {
            CompletableFuture.supplyAsync(() -> work(), wide).join();
        }
    }

    /** So short that each waits longer for the thread to wake up. */
    private void trifles() throws Exception {
        CompletableFuture<?> last = CompletableFuture.completedFuture("");
        for (int i = 0; i < EACH; i++) {
            last = CompletableFuture.runAsync(() -> {}, single);
        }
        last.join();
    }

    private void failing() throws Exception {
        for (int i = 0; i < EACH; i++) {
            boolean fails = i % 2 == 0;
            Future<?> done = wide.submit(() -> {
                if (fails) {
                    throw new IllegalStateException("wanted");
                }
            });
            try {
                done.get();
            } catch (ExecutionException wanted) {
                // That is what is counted.
            }
        }
    }

    private void cancelling() throws Exception {
        CompletableFuture<String> gate = new CompletableFuture<>();
        Future<?> held = hold(gate);
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(single.submit(() -> {}));
        }
        for (int i = 0; i < EACH / 2; i++) {
            all.get(i).cancel(true);
        }
        gate.complete("");
        await(List.of(held));
        await(all.subList(EACH / 2, EACH));
    }

    private Future<?> hold(CompletableFuture<String> gate) {
        return single.submit(gate::join);
    }

    /** What is due later does not wait in a queue until then. */
    private void delayed() throws Exception {
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(later.schedule(() -> {}, 1, TimeUnit.SECONDS));
        }
        await(all);
        CompletableFuture<?> last = CompletableFuture.completedFuture("");
        for (int i = 0; i < EACH; i++) {
            last = CompletableFuture.runAsync(() -> {}, CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS, wide));
        }
        last.join();
    }

    /** A stage waits in a queue from when its source is complete. One that is not asynchronous waits in none. */
    private void stages() throws Exception {
        CompletableFuture<String> source = new CompletableFuture<>();
        List<CompletableFuture<?>> all = new ArrayList<>();
        for (int i = 0; i < EACH; i++) {
            all.add(source.thenApply(text -> text + "a"));
            all.add(source.thenApplyAsync(text -> text + "b", wide));
        }
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        wide.submit(() -> source.complete("")).get();
        CompletableFuture.allOf(all.toArray(new CompletableFuture<?>[0])).join();
    }

    /** A thread for each future: that is one hop. */
    private static void perThread() throws Exception {
        for (int i = 0; i < EACH; i++) {
            FutureTask<?> future = new FutureTask<>(() -> {}, "");
            new Thread(future).start();
            future.get();
        }
    }

    private static void perVirtualThread() throws Exception {
        ExecutorService threads = (ExecutorService)
                Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        for (int i = 0; i < EACH; i++) {
            threads.submit(() -> {}).get();
        }
        threads.shutdown();
    }

    private static void await(List<Future<?>> all) throws Exception {
        for (Future<?> one : all) {
            one.get();
        }
    }

    /** Works for some time, without a sleep: the thread runs. */
    private static int work() {
        long end = System.nanoTime() + LONG_NANOS;
        int spins = 0;
        while (System.nanoTime() < end) {
            spins++;
            Thread.onSpinWait();
        }
        return spins;
    }
}
