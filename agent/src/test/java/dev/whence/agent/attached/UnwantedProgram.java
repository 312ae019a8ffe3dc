package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A program with work that nobody wants any more. Its first argument names a file whose existence ends it, the others
 * name the work. The name of the work is its operation.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class UnwantedProgram {
    private final ExecutorService pool = Executors.newCachedThreadPool();
    private final CountDownLatch runs = new CountDownLatch(1);

    public static void main(String[] args) throws Exception {
        for (String work : List.of(args).subList(1, args.length)) {
            UnwantedProgram program = new UnwantedProgram();
            try (var scope = Correlation.of(work).open()) {
                program.run(work);
            }
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void run(String work) throws InterruptedException {
        switch (work) {
            case "limited" -> stage().orTimeout(1, TimeUnit.MILLISECONDS);
            case "cancelled" -> stage().cancel(true);
            case "interrupted" -> future().cancel(true);
            case "letRun" -> future().cancel(false);
            case "completed" -> stage().complete("x");
            case "failed" -> stage().completeExceptionally(new IllegalStateException());
            case "wanted" -> stage();
            case "obedient" -> obedient().cancel(true);
            default -> throw new IllegalArgumentException(work);
        }
    }

    private CompletableFuture<String> stage() throws InterruptedException {
        CompletableFuture<String> stage = CompletableFuture.supplyAsync(this::runOn, pool);
        runs.await();
        return stage;
    }

    private Future<String> future() throws InterruptedException {
        Future<String> future = pool.submit(this::runOn);
        runs.await();
        return future;
    }

    private Future<String> obedient() throws InterruptedException {
        Future<String> future = pool.submit(() -> {
            runs.countDown();
            new CountDownLatch(1).await();
            return "x";
        });
        runs.await();
        return future;
    }

    /** Runs for ever, whether it is interrupted or not. */
    private String runOn() {
        runs.countDown();
        while (true) {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                // It is ignored, as much code does.
            }
        }
    }
}
