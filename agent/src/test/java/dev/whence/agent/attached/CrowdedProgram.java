package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A program with many pools, and with a virtual thread of each origin that waits. It goes on until it is told to end. */
@SuppressWarnings("FutureReturnValueIgnored")
final class CrowdedProgram {
    private static final List<ExecutorService> POOLS =
            Stream.generate(() -> Executors.newFixedThreadPool(1)).limit(20_000).toList();

    private static final CountDownLatch WAITING = new CountDownLatch(5);

    public static void main(String[] args) throws Exception {
        as("alone", () -> Jdk21.startVirtualThread(CrowdedProgram::waitForever));
        ExecutorService perTask = Jdk21.newVirtualThreadPerTaskExecutor();
        ExecutorService pool = Executors.newFixedThreadPool(1, Jdk21.virtualThreadFactory());
        as("per-task", () -> perTask.submit(CrowdedProgram::waitForever));
        as("in-a-pool", () -> pool.submit(CrowdedProgram::waitForever));
        as("in-a-scope", () -> new Thread(CrowdedProgram::openScope).start());
        as("in-a-scope-of-another", () -> Jdk21.startVirtualThread(CrowdedProgram::openScope));
        WAITING.await();
        Files.createFile(Path.of(args[0]));
        while (!Files.exists(Path.of(args[1]))) {
            Thread.sleep(10);
        }
        Stream.concat(POOLS.stream(), Stream.of(perTask, pool)).forEach(ExecutorService::shutdown);
    }

    private static void as(String operation, Runnable action) {
        try (var scope = Correlation.of(operation).open()) {
            action.run();
        }
    }

    private static void openScope() {
        try (Jdk21.Scope scope = new Jdk21.Scope()) {
            scope.fork(() -> {
                waitForever();
                return null;
            });
            scope.join();
        }
    }

    private static void waitForever() {
        WAITING.countDown();
        while (true) {
            LockSupport.park();
        }
    }

    private CrowdedProgram() {}
}
