package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * A program with futures that fail, in ways that its arguments name. The failure of each has the name of the way as its
 * message. The first argument names a file whose existence ends the program.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class LosingProgram {
    private final ExecutorService pool = Executors.newFixedThreadPool(2);
    private final CountDownLatch begin = new CountDownLatch(1);
    private final String way;

    private LosingProgram(String way) {
        this.way = way;
    }

    public static void main(String[] args) throws Exception {
        for (String way : List.of(args).subList(1, args.length)) {
            LosingProgram program = new LosingProgram(way);
            Correlation.of(way).run(() -> program.run());
            program.begin.countDown();
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(50);
            System.gc();
        }
        System.exit(0);
    }

    private void run() {
        switch (way) {
            case "stage" -> stage();
            case "chain" -> stage().thenApply(x -> x).thenAccept(x -> {});
            case "composed" -> CompletableFuture.supplyAsync(() -> "x", pool).thenCompose(x -> stage());
            case "submit" -> submit();
            case "joined" -> joined();
            case "got" -> got();
            case "handled" -> stage().handle((x, e) -> "handled");
            case "received" -> stage().thenApply(x -> x).whenComplete((x, e) -> {});
            case "exceptionally" -> stage().exceptionally(e -> "x").thenApply(x -> x);
            case "printed" -> printed();
            case "cause" -> cause();
            case "passedOn" -> passedOn();
            case "asked" -> asked();
            case "cancelled" -> stage().thenApply(x -> x).cancel(true);
            default -> throw new IllegalArgumentException(way);
        }
    }

    private CompletableFuture<String> stage() {
        return CompletableFuture.supplyAsync(this::fail, pool);
    }

    private Future<String> submit() {
        return pool.submit(this::fail);
    }

    private String fail() {
        try {
            begin.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        throw new IllegalStateException(way);
    }

    private void joined() {
        CompletableFuture<String> stage = stage();
        begin.countDown();
        try {
            stage.join();
        } catch (CompletionException e) {
            // It was observed, though it is ignored.
        }
    }

    private void got() {
        Future<String> future = submit();
        begin.countDown();
        try {
            future.get();
        } catch (ExecutionException | InterruptedException e) {
            // As above.
        }
    }

    /** The exception is printed before it fails the future, as much code does. */
    private void printed() {
        IllegalStateException failure = new IllegalStateException(way);
        print(failure);
        new CompletableFuture<String>().completeExceptionally(failure);
    }

    private static void print(Throwable thrown) {
        thrown.printStackTrace(new PrintWriter(new StringWriter()));
    }

    /** What is printed is an exception that has the failure as its cause. */
    private void cause() {
        IllegalStateException failure = new IllegalStateException(way);
        new CompletableFuture<String>().completeExceptionally(failure);
        print(new IllegalArgumentException(failure));
    }

    /** Whoever is told fails another future with the same exception. */
    private void passedOn() {
        CompletableFuture<String> other = new CompletableFuture<>();
        stage().whenComplete((x, e) -> other.completeExceptionally(e));
    }

    private void asked() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stage.completeExceptionally(new IllegalStateException(way));
        if (!stage.isCompletedExceptionally()) {
            throw new AssertionError();
        }
    }
}
