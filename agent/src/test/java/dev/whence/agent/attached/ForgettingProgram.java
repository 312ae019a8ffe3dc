package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import dev.whence.context.Handoff;
import dev.whence.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A program whose threads complete futures of operations, with and without their correlations. Its first argument names
 * a file whose existence ends it, the others name the ways. The way is the operation.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class ForgettingProgram {
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    private final ExecutorService pool = Executors.newFixedThreadPool(1);

    public static void main(String[] args) throws Exception {
        ForgettingProgram program = new ForgettingProgram();
        Thread consumer = new Thread(program::consume, "consumer");
        consumer.setDaemon(true);
        consumer.start();
        for (String way : List.of(args).subList(1, args.length)) {
            Correlation.of(way).run(() -> program.run(way));
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void consume() {
        try {
            while (true) {
                queue.take().run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String way) {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<String> needed = future.thenApply(x -> x);
        switch (way) {
            case "inline" -> queue.add(() -> answer(future));
            case "last" -> queue.add(() -> future.complete("x"));
            case "async" -> queue.add(async());
            case "failed" -> queue.add(failed());
            case "handoff" -> queue.add(resumed(Handoff.capture(), future));
            case "pool" -> pool.execute(() -> answer(future));
            case "supplied" -> CompletableFuture.supplyAsync(() -> "x", pool).thenAccept(x -> {});
            case "alone" -> queue.add(() -> new CompletableFuture<String>().complete("x"));
            case "own" -> queue.add(ForgettingProgram::own);
            case "awaited" -> queue.add(awaited());
            case "cancelled" -> queue.add(cancelled());
            case "needed" -> queue.add(() -> needed.complete("x"));
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static void answer(CompletableFuture<String> future) {
        future.complete("x");
    }

    private Runnable async() {
        CompletableFuture<String> future = new CompletableFuture<>();
        future.thenApplyAsync(x -> x, pool);
        return () -> answer(future);
    }

    private static Runnable failed() {
        CompletableFuture<String> future = new CompletableFuture<>();
        future.handle((x, e) -> "y");
        return () -> future.completeExceptionally(new IllegalStateException());
    }

    /** The consumer waits for what another thread completes, which leaves to it what depends on that. */
    private static Runnable awaited() {
        CompletableFuture<String> future = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            future.thenApply(x -> x);
        }
        return () -> {
            Correlation.of("awaited").run(() -> new Thread(() -> answer(future)).start());
            future.join();
        };
    }

    /** So many stages depend on it that the losses of other operations would not be seen if each of these were noted. */
    private static Runnable cancelled() {
        CompletableFuture<String> future = new CompletableFuture<>();
        for (int i = 0; i < 100; i++) {
            future.handle((x, e) -> "y");
        }
        return () -> future.cancel(false);
    }

    private static Runnable resumed(Handoff handoff, CompletableFuture<String> future) {
        return () -> {
            try (Scope scope = handoff.resume()) {
                answer(future);
            }
        };
    }

    /** What waits for the future has no correlation either. */
    private static void own() {
        CompletableFuture<String> future = new CompletableFuture<>();
        future.thenApply(x -> x);
        answer(future);
    }
}
