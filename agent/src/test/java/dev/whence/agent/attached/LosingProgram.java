package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program with futures that fail, in ways that its arguments name. The failure of each has the name of the way as its
 * message. The first argument names a file whose existence ends the program.
 *
 * <p>The work that {@link #fail} does ends when all of the way has been arranged, so that no way depends on the speed of
 * a thread.
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
            case "all" -> CompletableFuture.allOf(stage(), CompletableFuture.completedFuture("x"));
            case "submit" -> submit();
            case "polled" -> polled();
            case "joined" -> joined(stage());
            case "got" -> got();
            case "handled" -> stage().handle((x, e) -> "handled");
            case "received" -> stage().thenApply(x -> x).whenComplete((x, e) -> {});
            case "exceptionally" -> stage().exceptionally(e -> "x").thenApply(x -> x);
            case "printed" -> printed();
            case "cause" -> cause();
            case "passedOn" -> passedOn();
            case "asked" -> asked();
            case "text" -> text();
            case "cancelled" -> stage().thenApply(x -> x).cancel(true);
            case "stopped" -> stop(submitWaiting(), true);
            case "lateButCancelled" -> lateButCancelled();
            case "failed" ->
                CompletableFuture.failedFuture(new IllegalStateException(way)).isDone();
            default -> ignore();
        }
    }

    /** The ways in which programs lose failures on purpose. */
    private void ignore() {
        switch (way) {
            case "anyOf" ->
                CompletableFuture.anyOf(CompletableFuture.runAsync(() -> {}, pool), stage())
                        .join();
            case "either" ->
                CompletableFuture.supplyAsync(() -> "x", pool)
                        .applyToEither(stage(), x -> x)
                        .join();
            case "eitherDone" -> CompletableFuture.completedFuture("x").applyToEither(stage(), x -> x);
            case "secondOfAll" -> joined(CompletableFuture.allOf(stage(), stage()));
            case "secondOfBoth" -> joined(stage().thenCombine(stage(), (x, y) -> x));
            case "secondBefore" -> joined(CompletableFuture.allOf(stage(), failedBefore()));
            case "secondOfDone" -> joined(CompletableFuture.allOf(failed(), failed()));
            case "unused" -> new CompletableFuture<String>().completeExceptionally(new IllegalStateException(way));
            case "timedOut" ->
                stage().orTimeout(1, TimeUnit.MILLISECONDS)
                        .exceptionally(e -> "x")
                        .join();
            case "late" -> CompletableFuture.completedFuture("x").completeExceptionally(new IllegalStateException(way));
            case "lateAgain" -> failed("first").completeExceptionally(new IllegalStateException(way));
            case "invokeAll" -> invokeAll();
            case "invokeAny" -> invokeAny();
            case "notTaken" -> new ExecutorCompletionService<String>(pool).submit(this::fail);
            case "stageGivenUp" -> giveUp(stage());
            case "givenUp" -> giveUp(submit());
            case "message" -> CompletableFuture.supplyAsync(this::failAfterMessage, pool);
            case "messageOfTask" -> pool.submit(this::failAfterMessage);
            case "interrupted" -> stop(submitWaiting(), false);
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

    /** Returns a stage that has failed when nothing depended on it yet. */
    private CompletableFuture<String> failedBefore() {
        CompletableFuture<String> stage = CompletableFuture.supplyAsync(
                () -> {
                    throw new IllegalStateException(way);
                },
                pool);
        while (!stage.isDone()) {
            Thread.onSpinWait();
        }
        return stage;
    }

    private CompletableFuture<String> failed() {
        return failed(way);
    }

    private static CompletableFuture<String> failed(String message) {
        return CompletableFuture.failedFuture(new IllegalStateException(message));
    }

    private void lateButCancelled() {
        CompletableFuture<String> future = new CompletableFuture<>();
        future.cancel(false);
        future.completeExceptionally(new IllegalStateException(way));
    }

    private String failAfterMessage() {
        try {
            return fail();
        } catch (IllegalStateException e) {
            if (!way.equals(e.getMessage())) {
                throw new AssertionError(e);
            }
            throw e;
        }
    }

    /** The code only knows that the work has ended. */
    private void polled() {
        CompletableFuture<String> stage = stage();
        begin.countDown();
        while (!stage.isDone()) {
            Thread.onSpinWait();
        }
    }

    private void invokeAll() {
        begin.countDown();
        try {
            pool.invokeAll(List.of(this::fail, this::fail));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first task succeeds before the second one fails, and both have ended before any result is taken. */
    private void invokeAny() {
        begin.countDown();
        List<Runnable> waiting = new ArrayList<>();
        ExecutorService late = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>()) {
            @Override
            public void execute(Runnable work) {
                waiting.add(work);
                if (waiting.size() == 2) {
                    CompletableFuture.runAsync(() -> waiting.forEach(Runnable::run), pool)
                            .join();
                }
            }
        };
        try {
            late.invokeAny(List.of(() -> "x", this::fail));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void giveUp(Future<String> future) {
        try {
            future.get(1, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // That it takes too long is all that the code wants to know.
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Submits work that waits until it is interrupted, and then fails. Returns when it waits. */
    private Future<?> submitWaiting() {
        CountDownLatch waits = new CountDownLatch(1);
        Future<?> future = pool.submit(() -> {
            waits.countDown();
            try {
                Thread.sleep(TimeUnit.DAYS.toMillis(1));
            } catch (InterruptedException e) {
                throw new IllegalStateException(way, e);
            }
        });
        try {
            waits.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        return future;
    }

    private void stop(Future<?> future, boolean isCancelled) {
        if (isCancelled) {
            future.cancel(true);
        } else {
            pool.shutdownNow();
        }
    }

    private void joined(CompletableFuture<?> stage) {
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

    /** A text of the future, as a logger prints it, has that of the failure. */
    private void text() {
        CompletableFuture<String> stage = stage();
        begin.countDown();
        while (!stage.isDone()) {
            Thread.onSpinWait();
        }
        if (!stage.toString().contains("xceptionally")) {
            throw new AssertionError(stage);
        }
    }

    private void asked() {
        CompletableFuture<String> stage = new CompletableFuture<>();
        stage.completeExceptionally(new IllegalStateException(way));
        if (!stage.isCompletedExceptionally()) {
            throw new AssertionError();
        }
    }
}
