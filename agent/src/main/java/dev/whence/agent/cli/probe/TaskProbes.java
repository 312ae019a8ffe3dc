package dev.whence.agent.cli.probe;

import dev.whence.agent.cli.probe.SelfCheck.Probe;
import dev.whence.context.Correlation;
import dev.whence.runtime.State;
import dev.whence.runtime.Wait;
import dev.whence.runtime.jdk.InFlight;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.AsynchronousServerSocketChannel;
import java.nio.channels.AsynchronousSocketChannel;
import java.nio.channels.CompletionHandler;
import java.util.List;
import java.util.Map;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SubmissionPublisher;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** Probes of the executors, threads and futures of the JDK, and of an executor of the application. */
final class TaskProbes {
    static void addTo(Map<String, Probe> probes) {
        probes.put("CompletableFuture", Carried.by(TaskProbes::continuation));
        probes.put("FutureTask", Carried.by(task -> submit(Executors.newSingleThreadExecutor(), task)));
        probes.put("ThreadPoolExecutor", Carried.by(task -> execute(Executors.newSingleThreadExecutor(), task)));
        probes.put("LinkedBlockingQueue", Carried.by(TaskProbes::queued));
        probes.put("ForkJoinTask", Carried.by(task -> execute(new ForkJoinPool(1), task)));
        probes.put("SubmissionPublisher", Carried.by(TaskProbes::published));
        probes.put("Timer", Carried.by(TaskProbes::timer));
        probes.put("Thread", Carried.by(task -> new Thread(task).start()));
        probes.put("VirtualThread", Carried.by(TaskProbes::virtualThread));
        probes.put("asynchronous channels", Carried.by(TaskProbes::connected));
        probes.put("waits for work", TaskProbes::loop);
        probes.put("live view", TaskProbes::waiting);
        probes.put("java.util.logging", TaskProbes::logRecord);
        probes.put("Executor", Carried.by(TaskProbes::executorOfApplication));
    }

    private static void continuation(Runnable task) {
        CompletableFuture<String> future = new CompletableFuture<>();
        CompletableFuture<Void> unused = future.thenRun(task);
        // Another correlation completes the future, and must not be the one that the task sees.
        Correlation.create().run(() -> future.complete("done"));
    }

    static void submit(ExecutorService executor, Runnable task) {
        Object unused = executor.submit(task);
        executor.shutdown();
    }

    private static void execute(ExecutorService executor, Runnable task) {
        executor.execute(task);
        executor.shutdown();
    }

    /** Submits a task while the only worker is busy, so that it waits in the queue. */
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

    /** An executor as an application may have it. Whichever thread comes by runs what was submitted. */
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

    private static void connected(Runnable task) throws IOException {
        AsynchronousServerSocketChannel server =
                AsynchronousServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        AsynchronousSocketChannel client = AsynchronousSocketChannel.open();
        client.connect(server.getLocalAddress(), task, new CompletionHandler<>() {
            @Override
            public void completed(@Nullable Void nothing, Runnable attachment) {
                attachment.run();
            }

            @Override
            public void failed(Throwable failure, Runnable attachment) {}
        });
    }

    /** Begins a loop in an operation. From its second wait on it must have no correlation. */
    private static @Nullable String loop() throws InterruptedException {
        BlockingQueue<String> work = new LinkedBlockingQueue<>(List.of("first", "second"));
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        Correlation.of(Carried.ID).run(() -> new Thread(() -> work(work, seen)).start());
        seen.poll(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS);
        String id = seen.poll(Carried.PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (id == null) {
            return "the loop did not run";
        }
        return id.isEmpty() ? null : "the loop kept '" + id + "'";
    }

    private static void work(BlockingQueue<String> work, BlockingQueue<String> seen) {
        try {
            for (int i = 0; i < 2; i++) {
                work.take();
                seen.add(Correlation.current().id());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets a thread wait for a future, and looks at that thread from this one. */
    private static @Nullable String waiting() throws InterruptedException {
        CompletableFuture<String> future = new CompletableFuture<>();
        Thread thread = new Thread(future::join);
        thread.start();
        try {
            return isSeen(thread, future) ? null : "the future that a thread waits for was not seen";
        } finally {
            future.complete("done");
        }
    }

    private static boolean isSeen(Thread waiting, Object future) throws InterruptedException {
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(Carried.PATIENCE_SECONDS)) {
            State state = InFlight.state(waiting);
            Wait wait = state == null ? null : state.wait;
            if (wait != null && wait.future() == future) {
                return true;
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
        return false;
    }

    private static @Nullable String logRecord() {
        LogRecord[] made = new LogRecord[1];
        Correlation.of(Carried.ID).run(() -> made[0] = new LogRecord(Level.INFO, "message"));
        String message = new SimpleFormatter().formatMessage(made[0]);
        return message.contains(Carried.ID) ? null : "a record said '" + message + "'";
    }

    private TaskProbes() {}
}
