package dev.whence.agent.attached.harness;

import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** What any program may have done before the agent is attached. */
@SuppressWarnings("FutureReturnValueIgnored")
public final class Everyday {
    public static void main(String[] args) throws Exception {
        use();
        System.exit(0);
    }

    static void use() throws InterruptedException {
        MDC.put("before", "the agent");
        LoggerFactory.getLogger(Everyday.class).trace("before the agent");
        MDC.clear();
        CountDownLatch done = new CountDownLatch(5);
        ExecutorService pool = Executors.newScheduledThreadPool(2);
        pool.execute(done::countDown);
        CompletableFuture.runAsync(done::countDown).thenRun(done::countDown).join();
        CompletableFuture.runAsync(done::countDown, CompletableFuture.delayedExecutor(1, TimeUnit.MILLISECONDS));
        Timer timer = new Timer(true);
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        done.countDown();
                    }
                },
                1);
        int unused = IntStream.range(0, 1000).parallel().sum();
        if (!done.await(30, TimeUnit.SECONDS)) {
            throw new IllegalStateException("Something did not run");
        }
        timer.cancel();
        pool.shutdown();
    }

    private Everyday() {}
}
