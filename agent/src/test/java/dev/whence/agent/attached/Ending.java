package dev.whence.agent.attached;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Programs that end in one way or another, which is their argument. */
final class Ending {
    public static void main(String[] args) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("shutdown hook")));
        ExecutorService pool = Executors.newSingleThreadExecutor();
        switch (args[0]) {
            case "exit in a task" -> pool.execute(() -> System.exit(3));
            case "halt in a task" -> pool.execute(() -> Runtime.getRuntime().halt(4));
            case "exit in a continuation" ->
                CompletableFuture.runAsync(() -> {}, pool)
                        .thenRun(() -> System.exit(5))
                        .join();
            default -> {
                pool.shutdown();
                throw new IllegalStateException("uncaught");
            }
        }
    }

    private Ending() {}
}
