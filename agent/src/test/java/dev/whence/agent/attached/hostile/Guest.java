package dev.whence.agent.attached.hostile;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.core.ConsoleAppender;
import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * A program that brings an executor, a logback and a {@code whence-context} of its own, to be loaded by a class loader
 * that brings nothing else. It prints in what operation its tasks run.
 */
public final class Guest implements Runnable {
    /** What is printed with the agent. */
    static final String[] WOVEN = {"future: order-1", "own executor: order-1", "log: order-1"};

    /** What is printed without. */
    static final String[] PLAIN = {"future: ", "own executor: ", "log: "};

    /** Known by nobody but this program. */
    private static final class OwnExecutor implements Executor {
        private final LinkedBlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();

        OwnExecutor() {
            Thread worker = new Thread(this::work);
            worker.setDaemon(true);
            worker.start();
        }

        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        private void work() {
            try {
                while (true) {
                    queue.take().run();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The program as such. */
    public static void main(String[] args) {
        new Guest().run();
        System.exit(0);
    }

    @Override
    public void run() {
        try {
            String attached = System.getProperty("guest.attached");
            if (attached != null) {
                useExecutor();
                System.out.println("ready");
                while (!Files.exists(Path.of(attached))) {
                    Thread.sleep(10);
                }
            }
            Orders.run();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void useExecutor() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        new OwnExecutor().execute(done::countDown);
        logger().debug("before the agent");
        done.await();
    }

    /** What is not loaded before the agent is attached. */
    private static final class Orders {
        static void run() throws InterruptedException {
            OwnExecutor executor = new OwnExecutor();
            CompletableFuture<String> source = new CompletableFuture<>();
            try (Scope scope = Correlation.of("order-1").open()) {
                CompletableFuture<Void> unused = source.thenAccept(
                        text -> System.out.println(text + Correlation.current().id()));
            }
            source.complete("future: ");
            CountDownLatch done = new CountDownLatch(1);
            Logger logger = logger();
            try (Scope scope = Correlation.of("order-1").open()) {
                executor.execute(() -> {
                    System.out.println("own executor: " + Correlation.current().id());
                    logger.info("log");
                    done.countDown();
                });
            }
            done.await();
        }
    }

    private static Logger logger() {
        LoggerContext context = new LoggerContext();
        context.setMDCAdapter(new ch.qos.logback.classic.util.LogbackMDCAdapter());
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setPattern("%msg: %X{correlationId}%n");
        encoder.start();
        ConsoleAppender<ch.qos.logback.classic.spi.ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        Logger logger = context.getLogger("guest");
        logger.addAppender(appender);
        return logger;
    }
}
