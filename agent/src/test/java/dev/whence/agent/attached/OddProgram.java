package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** A program whose threads have endless names that would clear the screen, and with many futures if it is told so. */
@SuppressWarnings("FutureReturnValueIgnored")
final class OddProgram {
    /** So many that a dump takes a while. */
    private static final int MANY = 200_000;

    /** So many that all their names do not fit into the buffers of a socket. */
    private static final int THREADS = 200;

    public static void main(String[] args) throws Exception {
        CompletableFuture<Void> never = new CompletableFuture<>();
        List<CompletableFuture<Void>> pending = new ArrayList<>();
        for (int i = 0; i < (Boolean.getBoolean("many") ? MANY : 0); i++) {
            CompletableFuture<Void> future = new CompletableFuture<>();
            future.thenRun(() -> {});
            pending.add(future);
        }
        CountDownLatch begun = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            Correlation operation = Correlation.of("odd-" + i);
            Thread thread = new Thread(
                    () -> operation.run(() -> {
                        begun.countDown();
                        never.join();
                    }),
                    "\u001b[2J\r\n\u0007\u202e" + i + "endless".repeat(700));
            thread.setDaemon(true);
            thread.start();
        }
        begun.await();
        Files.createFile(Path.of(args[0]));
        while (!Files.exists(Path.of(args[1]))) {
            Thread.sleep(10);
        }
        pending.forEach(future -> future.complete(null));
    }

    private OddProgram() {}
}
