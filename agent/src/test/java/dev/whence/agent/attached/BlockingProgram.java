package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultEventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import reactor.core.scheduler.Schedulers;

/**
 * A program that waits for futures on threads of several kinds. Its first argument names a file whose existence ends it,
 * the others name the ways. The way is the operation.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class BlockingProgram {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoopGroup otherLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final DefaultEventExecutor executor = new DefaultEventExecutor();
    private final ExecutorService pool = Executors.newCachedThreadPool();

    public static void main(String[] args) throws Exception {
        BlockingProgram program = new BlockingProgram();
        for (String way : List.of(args).subList(1, args.length)) {
            CompletableFuture<String> isDone = new CompletableFuture<>();
            Correlation.of(way).run(() -> program.run(way, isDone));
            isDone.get(1, TimeUnit.MINUTES);
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void run(String way, CompletableFuture<String> isDone) {
        switch (way) {
            case "loopJoin" -> on(loops, isDone, () -> later().join());
            case "loopGet" -> on(loops, isDone, () -> pool.submit(this::work).get());
            case "loopTimed" -> on(loops, isDone, () -> later().get(1, TimeUnit.MINUTES));
            case "reactor" -> on(Schedulers.parallel()::schedule, isDone, () -> later().join());
            case "common" -> on(ForkJoinPool.commonPool(), isDone, () -> later().join());
            case "commonGet" ->
                on(ForkJoinPool.commonPool(), isDone, () -> pool.submit(this::work)
                        .get());
            default -> runInputOutput(way, isDone);
        }
    }

    /** Waits that last as long as the program, in other ways than for a future. */
    private void runInputOutput(String way, CompletableFuture<String> isDone) {
        switch (way) {
            case "loopReads" -> begin(loops, isDone, BlockingProgram::read);
            case "loopSleeps" -> begin(otherLoops, isDone, BlockingProgram::sleep);
            case "commonReads" -> begin(ForkJoinPool.commonPool(), isDone, BlockingProgram::read);
            case "poolReads" -> begin(pool, isDone, BlockingProgram::read);
            case "executorReads" -> begin(executor, isDone, BlockingProgram::read);
            default -> runRightly(way, isDone);
        }
    }

    private static void begin(Executor executor, CompletableFuture<String> isBegun, Callable<String> work) {
        on(executor, new CompletableFuture<>(), work);
        isBegun.complete("x");
    }

    /** Reads from a server that never answers. */
    private static String read() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort())) {
            return client.getInputStream().read() + "";
        }
    }

    private static String sleep() throws InterruptedException {
        Thread.sleep(TimeUnit.DAYS.toMillis(1));
        return "x";
    }

    private void runRightly(String way, CompletableFuture<String> isDone) {
        switch (way) {
            case "complete" ->
                on(loops, isDone, () -> CompletableFuture.completedFuture("x").join());
            case "composed" -> loops.execute(() -> later().thenAccept(isDone::complete));
            case "executor" -> on(executor, isDone, () -> later().join());
            case "elastic" -> on(Schedulers.boundedElastic()::schedule, isDone, () -> later().join());
            case "pool" -> on(pool, isDone, () -> later().join());
            case "ownForkJoin" -> on(new ForkJoinPool(2), isDone, () -> later().join());
            default -> throw new IllegalArgumentException(way);
        }
    }

    private static void on(Executor executor, CompletableFuture<String> isDone, Callable<String> wait) {
        executor.execute(() -> {
            try {
                isDone.complete(wait.call());
            } catch (Exception e) {
                isDone.completeExceptionally(e);
            }
        });
    }

    private CompletableFuture<String> later() {
        return CompletableFuture.supplyAsync(this::work, pool);
    }

    /** Takes so long that whoever needs the result has to wait. */
    private String work() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return "x";
    }
}
