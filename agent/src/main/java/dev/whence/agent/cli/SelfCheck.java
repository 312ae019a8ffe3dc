package dev.whence.agent.cli;

import dev.whence.agent.HookReport;
import dev.whence.context.Correlation;
import dev.whence.context.LogicalStack;
import dev.whence.context.Propagation;
import dev.whence.context.Scope;
import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Sends a real hop through each hook and prints a line for each: hook, state, why. */
final class SelfCheck {
    private static final String ID = "whence-check";
    private static final long PATIENCE_SECONDS = 10;

    static void run(PrintStream out) {
        for (String hook : HookReport.ofJdk()) {
            String fault = fault(hook);
            String state = fault == null ? HookReport.state(HookSwitch.named(hook)) : "off";
            out.println(hook + "\t" + state + "\t" + (fault == null ? "" : fault));
        }
        for (String hook : HookReport.ofLibraries()) {
            out.println(HookReport.line(hook));
        }
        out.print(HookReport.optional());
        out.flush();
    }

    private static @Nullable String fault(String hook) {
        try {
            String fault = probe(hook);
            String reason = HookSwitch.named(hook).reason();
            return reason == null ? fault : reason;
        } catch (Exception e) {
            return "the probe failed: " + e;
        }
    }

    private static @Nullable String probe(String hook) throws Exception {
        return switch (hook) {
            case "CompletableFuture" -> carried(SelfCheck::continuation);
            case "CompletableFuture edges" -> edge();
            case "queue edges" -> queueEdge();
            case "FutureTask" -> carriedBy(Executors.newSingleThreadExecutor(), true);
            case "ThreadPoolExecutor" -> carriedBy(Executors.newSingleThreadExecutor(), false);
            case "LinkedBlockingQueue" -> carried(SelfCheck::queued);
            case "ForkJoinTask" -> carriedBy(new ForkJoinPool(1), false);
            case "StructuredTaskScope" -> joined();
            case "SubmissionPublisher" -> carried(SelfCheck::published);
            case "Timer" -> carried(SelfCheck::timer);
            case "Thread" -> carried(observer -> new Thread(observer).start());
            case "VirtualThread" -> carried(SelfCheck::virtualThread);
            case "Throwable" -> stitched();
            case "HttpURLConnection" -> sent();
            case "Executor" -> carried(SelfCheck::executorOfApplication);
            default -> "there is no probe for it";
        };
    }

    /** One way to run a task. */
    private interface Hop {
        void make(Runnable task) throws Exception;
    }

    private static @Nullable String carried(Hop hop) throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (Scope ignored = Correlation.of(ID).open()) {
            hop.make(() -> seen.add(Correlation.current().id()));
        }
        String id = seen.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (id == null) {
            return "the task did not run";
        }
        return id.equals(ID) ? null : "the task ran in " + (id.isEmpty() ? "no correlation" : "'" + id + "'");
    }

    private static @Nullable String carriedBy(ExecutorService executor, boolean withFuture) throws Exception {
        try {
            return carried(
                    withFuture
                            ? task -> {
                                Object unused = executor.submit(task);
                            }
                            : executor::execute);
        } finally {
            executor.shutdown();
        }
    }

    private static void continuation(Runnable task) {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<Void> unused = future.thenRun(task);
        Correlation.create().run(() -> future.complete("done"));
    }

    private static void queued(Runnable task) {
        ExecutorService executor = Executors.newSingleThreadExecutor();
        CountDownLatch submitted = new CountDownLatch(1);
        executor.execute(() -> {
            try {
                submitted.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        executor.execute(task);
        submitted.countDown();
        executor.shutdown();
    }

    private static void executorOfApplication(Runnable task) {
        OwnExecutor executor = new OwnExecutor();
        executor.execute(task);
        Correlation.none().run(executor::runAll);
    }

    /** As an application may have it: any thread can run what was submitted. */
    private static final class OwnExecutor implements Executor {
        private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        void runAll() {
            for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
                task.run();
            }
        }
    }

    private static void published(Runnable task) {
        SubmissionPublisher<String> publisher = new SubmissionPublisher<>();
        CompletableFuture<Void> unused = publisher.consume(item -> task.run());
        Correlation.create().run(() -> publisher.submit("item"));
        publisher.close();
    }

    private static void timer(Runnable task) {
        Timer timer = new Timer(true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        task.run();
                    }
                },
                0);
    }

    private static void virtualThread(Runnable task) throws ReflectiveOperationException {
        Thread.class.getMethod("startVirtualThread", Runnable.class).invoke(null, task);
    }

    private static @Nullable String edge() throws Exception {
        BlockingQueue<LogStamp> stamps = new LinkedBlockingQueue<>();
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<Void> unused =
                future.thenRun(() -> stamps.add(LogSink.shared().stamp(Instant.now())));
        CountDownLatch completed = new CountDownLatch(1);
        Thread completer = new Thread(() -> {
            stamps.add(LogSink.shared().stamp(Instant.now()));
            future.complete("done");
            completed.countDown();
        });
        completer.start();
        completed.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return follows(stamps) ? null : "the completer is not known";
    }

    /** Whether the second of two events names the first. */
    private static boolean follows(BlockingQueue<LogStamp> stamps) {
        LogStamp before = stamps.poll();
        LogStamp after = stamps.poll();
        return before != null && after != null && follows(after, before);
    }

    /** By reflection, as it is a preview. */
    private static @Nullable String joined() throws Exception {
        BlockingQueue<LogStamp> stamps = new LinkedBlockingQueue<>();
        Class<?> type = Class.forName("java.util.concurrent.StructuredTaskScope");
        Object scope = type.getMethod("open").invoke(null);
        Callable<Boolean> subtask = () -> stamps.add(LogSink.shared().stamp(Instant.now()));
        type.getMethod("fork", Callable.class).invoke(scope, subtask);
        type.getMethod("join").invoke(scope);
        type.getMethod("close").invoke(scope);
        stamps.add(LogSink.shared().stamp(Instant.now()));
        return follows(stamps) ? null : "the end of a subtask is not known";
    }

    private static @Nullable String queueEdge() throws InterruptedException {
        BlockingQueue<LogStamp> queue = new ArrayBlockingQueue<>(1);
        new Thread(() -> queue.add(LogSink.shared().stamp(Instant.now()))).start();
        LogStamp before = queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (before == null) {
            return "the task did not run";
        }
        return follows(LogSink.shared().stamp(Instant.now()), before) ? null : "who put an element is not known";
    }

    private static boolean follows(LogStamp after, LogStamp before) {
        return after.after().contains(before.task() + ":" + before.n());
    }

    private static @Nullable String stitched() throws Exception {
        BlockingQueue<Throwable> failures = new LinkedBlockingQueue<>();
        Thread thread = new Thread(() -> {
            throw new IllegalStateException(ID);
        });
        thread.setUncaughtExceptionHandler((failed, thrown) -> failures.add(thrown));
        thread.start();
        Throwable failure = failures.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (failure == null) {
            return "the task did not run";
        }
        boolean stitched = LogicalStack.of(failure).frames().stream()
                .anyMatch(frame -> frame.getClassName().equals("dev.whence.Async"));
        return stitched ? null : "a stack trace ends where its thread began";
    }

    private static @Nullable String sent() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            FutureTask<Boolean> carriesId = new FutureTask<>(() -> answered(server));
            new Thread(carriesId).start();
            URL url = new URL("http", server.getInetAddress().getHostAddress(), server.getLocalPort(), "/");
            HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
            Correlation.of(ID).call(connection::getResponseCode);
            return carriesId.get(PATIENCE_SECONDS, TimeUnit.SECONDS) ? null : "the request has no correlation";
        }
    }

    private static boolean answered(ServerSocket server) throws IOException {
        try (Socket socket = server.accept()) {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            boolean carriesId = false;
            for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
                carriesId |= line.equals(Propagation.CORRELATION_HEADER + ": " + ID);
            }
            socket.getOutputStream().write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return carriesId;
        }
    }

    private SelfCheck() {}
}
