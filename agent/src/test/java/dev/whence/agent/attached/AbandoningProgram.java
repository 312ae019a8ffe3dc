package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program that drops futures, in ways that its arguments name. The way is the operation. The first argument names a
 * file whose existence ends the program.
 *
 * <p>Most are kept for some seconds, so that the agent has looked at them, and then come to their ends. After that, those
 * that are dropped at once are dropped again and again, and one more that is named {@code last}: on a busy machine the
 * agent may come too late for any of them.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class AbandoningProgram {
    private static final List<Object> KEPT = new ArrayList<>();

    private final CompletableFuture<String> source = new CompletableFuture<>();
    private final CompletableFuture<String> other = new CompletableFuture<>();

    public static void main(String[] args) throws Exception {
        List<Runnable> ends = new ArrayList<>();
        for (String way : List.of(args).subList(1, args.length)) {
            Correlation.of(way).run(() -> ends.add(new AbandoningProgram().begin(way)));
        }
        Thread.sleep(TimeUnit.SECONDS.toMillis(4));
        ends.forEach(Runnable::run);
        ends.clear();
        while (!Files.exists(Path.of(args[0]))) {
            Correlation.of("last").run(() -> new CompletableFuture<String>().thenApply(x -> x));
            for (String way : List.of(args)) {
                if (way.equals("discarded") || way.equals("dropped")) {
                    Correlation.of(way).run(() -> new AbandoningProgram().begin(way));
                }
            }
            Thread.sleep(50);
            System.gc();
        }
        System.exit(0);
    }

    /** Begins what is to be dropped, and returns how that ends. The program keeps the latter until then. */
    private Runnable begin(String way) {
        switch (way) {
            case "callback" -> source.thenApply(x -> x);
            case "composed" ->
                CompletableFuture.supplyAsync(() -> "x")
                        .thenCompose(x -> source)
                        .thenAccept(x -> {});
            case "all" ->
                CompletableFuture.allOf(source, CompletableFuture.completedFuture("x"))
                        .thenRun(() -> {});
            case "awaited" -> awaited();
            case "discarded" -> discarded();
            case "dropped" -> {
                new CompletableFuture<String>().thenApply(x -> x);
            }
            case "anyOf", "either", "givenUp", "alone" -> {
                return unneeded(way);
            }
            default -> {
                return ended(way, source.thenApply(x -> x));
            }
        }
        return keeping(this);
    }

    /** Returns an end that only keeps an object until then. */
    private static Runnable keeping(Object object) {
        return () -> KEPT.remove(object);
    }

    /** The ways in which the source or what depends on it is complete in the end, or is kept. */
    private Runnable ended(String way, CompletableFuture<String> dependent) {
        return switch (way) {
            case "completed" -> () -> source.complete("x");
            case "failed" -> () -> source.completeExceptionally(new IllegalStateException());
            case "cancelled" -> () -> source.cancel(true);
            case "dependentCancelled" -> () -> dependent.cancel(true);
            case "dependentCompleted" -> () -> dependent.complete("x");
            case "limited" -> keeping(dependent.orTimeout(2, TimeUnit.SECONDS));
            case "limitedBefore" -> keeping(dependent.orTimeout(1, TimeUnit.MILLISECONDS));
            case "otherwise" -> keeping(dependent.completeOnTimeout("x", 2, TimeUnit.SECONDS));
            case "kept" -> () -> KEPT.add(source);
            default -> throw new IllegalArgumentException(way);
        };
    }

    /** The ways in which nothing needs the source: only the first of two counts, or a thread has given up. */
    private Runnable unneeded(String way) {
        switch (way) {
            case "anyOf" -> CompletableFuture.anyOf(source, other).thenAccept(x -> {});
            case "either" -> source.applyToEither(other, x -> x).thenAccept(x -> {});
            case "givenUp" -> giveUp(source);
            default -> {
                // Nothing has ever depended on it.
            }
        }
        return () -> other.complete("x");
    }

    private static void giveUp(CompletableFuture<String> future) {
        try {
            future.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // That it takes too long is all that the code wants to know.
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A thread waits for a stage whose source is dropped. */
    private void awaited() {
        CompletableFuture<String> stage = source.thenApply(x -> x);
        Thread waiting = new Thread(stage::join);
        waiting.setDaemon(true);
        waiting.start();
    }

    /** The pool is shut down while work is in its queue. */
    private static void discarded() {
        ExecutorService pool = Executors.newFixedThreadPool(1);
        CountDownLatch runs = new CountDownLatch(1);
        pool.execute(() -> {
            runs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            runs.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        CompletableFuture.supplyAsync(() -> "x", pool).thenAccept(x -> {});
        pool.shutdownNow();
    }
}
