package dev.whence.agent.attached;

import dev.whence.context.Correlation;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A program with operations that wait for work: for some that does not go on, and for some that does, or that is meant to
 * take long. Its first argument names a file whose existence ends it, the others name the ways. The way is the operation.
 */
@SuppressWarnings("FutureReturnValueIgnored")
final class HungProgram {
    private final CountDownLatch never = new CountDownLatch(1);
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private final ExecutorService requests = Executors.newCachedThreadPool();
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final ExecutorService single = Executors.newSingleThreadExecutor();
    private final ScheduledExecutorService scheduler = Executors.newScheduledThreadPool(2);

    public static void main(String[] args) throws Exception {
        for (String way : List.of(args).subList(1, args.length)) {
            if (way.equals("late")) {
                // Now all others have waited for longer than this one will have.
                Thread.sleep(3_000);
            }
            new HungProgram().run(way);
        }
        while (!Files.exists(Path.of(args[0]))) {
            Thread.sleep(10);
        }
        System.exit(0);
    }

    private void run(String way) throws Exception {
        switch (way) {
            case "life" -> requests.submit(() -> closed.join());
            case "accept" ->
                requests.submit(() -> workers.submit(() -> accept()).get());
            case "periodic" -> scheduler.scheduleWithFixedDelay(this::serveUntilClosed, 0, 1, TimeUnit.SECONDS);
            case "idle" -> workers.submit(() -> new LinkedBlockingQueue<String>().take());
            case "virtual" -> Correlation.of(way).call(() -> startVirtualThread(this::joinInVirtualThread));
            default ->
                Correlation.of(way)
                        .run(() -> requests.submit(() -> {
                            Correlation.current().id();
                            return wait(way);
                        }));
        }
    }

    private void serveUntilClosed() {
        Correlation.current().id();
        closed.join();
    }

    private void joinInVirtualThread() {
        closed.join();
    }

    private static Object startVirtualThread(Runnable body) throws Exception {
        return Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, body);
    }

    private Object wait(String way) throws Exception {
        return switch (way) {
            case "callback" -> closed.join();
            case "late" -> closed.get();
            case "stages" ->
                CompletableFuture.allOf(work(() -> "x"), closed.thenApply(x -> x))
                        .thenRun(() -> {})
                        .get();
            case "read" -> work(() -> read(0)).join();
            case "latch" -> workers.submit(() -> await()).get();
            case "queued" -> {
                single.execute(() -> await());
                yield single.submit(() -> "x").get();
            }
            default -> waitRightly(way);
        };
    }

    private Object waitRightly(String way) throws Exception {
        return switch (way) {
            case "answered" -> work(() -> read(1)).join();
            case "busy" -> workers.submit(() -> compute()).get();
            case "steps" -> work(() -> read(20)).join();
            case "limited" -> closed.copy().orTimeout(1, TimeUnit.HOURS).join();
            case "timed" -> closed.get(1, TimeUnit.HOURS);
            case "first" ->
                CompletableFuture.anyOf(closed, new CompletableFuture<>()).join();
            case "sleeping" -> work(() -> never.await(1, TimeUnit.HOURS)).join();
            case "delayed" ->
                CompletableFuture.supplyAsync(() -> "x", CompletableFuture.delayedExecutor(1, TimeUnit.HOURS))
                        .join();
            case "unknown" -> new FutureTask<>(() -> "x").get();
            default -> throw new IllegalArgumentException(way);
        };
    }

    private <T> CompletableFuture<T> work(Callable<T> work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return work.call();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                },
                workers);
    }

    private boolean await() {
        try {
            never.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private long compute() {
        long sum = 0;
        while (never.getCount() > 0) {
            sum += System.nanoTime();
        }
        return sum;
    }

    /** Reads bytes of a peer that sends one each half second, and after some nothing more. */
    private static int read(int bytes) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
                Socket peer = server.accept()) {
            Executors.newSingleThreadExecutor().submit(() -> {
                OutputStream out = peer.getOutputStream();
                for (int i = 0; i < bytes; i++) {
                    Thread.sleep(500);
                    out.write(1);
                }
                return bytes;
            });
            InputStream in = client.getInputStream();
            int read = 0;
            for (int i = 0; i < Math.max(1, bytes); i++) {
                read += in.read();
            }
            return read;
        }
    }

    private static Socket accept() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return server.accept();
        }
    }
}
