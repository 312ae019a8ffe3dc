package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.MDC;

/**
 * A program whose tasks leave context on their threads, in ways that its arguments name. The operation of each has the
 * name of the way. The first argument names a file whose existence ends the program.
 */
final class LeakingProgram {
    private final ExecutorService pool = Executors.newSingleThreadExecutor(LeakingProgram::thread);

    public static void main(String[] args) throws Exception {
        for (String way : List.of(args).subList(1, args.length)) {
            LeakingProgram program = new LeakingProgram();
            // Who opens a scope is noted from the first leak on.
            for (int i = 0; i < 2; i++) {
                Correlation.of(way).run(() -> program.run(way));
            }
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(50);
        }
        System.exit(0);
    }

    /** A thread with an entry of its own for all its life, which is no leak. */
    private static Thread thread(Runnable worker) {
        Thread thread = new Thread(() -> {
            MDC.put("worker", "1");
            worker.run();
        });
        thread.setDaemon(true);
        return thread;
    }

    private void run(String way) {
        MDC.put("caller", way);
        Runnable task =
                switch (way) {
                    case "closed" -> LeakingProgram::close;
                    case "removed" -> LeakingProgram::remove;
                    case "cleared" -> MDC::clear;
                    case "scope" -> LeakingProgram::leaveOpen;
                    case "span" -> LeakingProgram::leaveSpan;
                    case "mdc" -> LeakingProgram::leaveEntry;
                    case "later" -> () -> {};
                    default -> throw new IllegalArgumentException(way);
                };
        CompletableFuture<Void> done = CompletableFuture.runAsync(task, pool);
        if (way.equals("later")) {
            done = done.thenRunAsync(LeakingProgram::leaveEntry, pool);
        }
        done.join();
        MDC.remove("caller");
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void leaveOpen() {
        Correlation.of("opened").open();
    }

    @SuppressWarnings("MustBeClosedChecker")
    private static void leaveSpan() {
        Context.root().with(ContextKey.named("key"), "value").makeCurrent();
    }

    private static void close() {
        try (Scope scope = Correlation.of("opened").open()) {
            MDC.put("caller", "other");
            MDC.put("caller", "closed");
        }
    }

    private static void leaveEntry() {
        MDC.put("user", "ann");
    }

    private static void remove() {
        MDC.put("user", "ann");
        MDC.remove("user");
    }

    private LeakingProgram() {}
}
