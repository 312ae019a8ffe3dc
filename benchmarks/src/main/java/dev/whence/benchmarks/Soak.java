package dev.whence.benchmarks;

import dev.whence.context.Correlation;
import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A soak test of a million virtual threads at once, each in its own correlation. They log, park, are unparked and
 * joined by others, and enter monitors. The program prints the heap use of each thread, and how often a thread was in a
 * wrong correlation.
 *
 * <p>{@code java [-javaagent:…] -Xmx6g -cp whence-benchmarks.jar dev.whence.benchmarks.Soak [threads]}
 */
final class Soak {
    private static final Logger LOG = LoggerFactory.getLogger(Soak.class);
    private static final int LOGGING = 100;
    private static final int BLOCK = 1000;
    private static final Object[] MONITORS = {new Object(), new Object(), new Object(), new Object()};

    private final Thread[] threads;
    private final CountDownLatch parked;
    private final AtomicInteger wrong = new AtomicInteger();
    private volatile boolean released;
    private int ended;

    private Soak(int count) {
        threads = new Thread[count];
        parked = new CountDownLatch(count);
    }

    /** Runs the test. Argument: the number of threads. */
    public static void main(String[] arguments) throws InterruptedException {
        new Soak(arguments.length == 0 ? 1_000_000 : Integer.parseInt(arguments[0])).run();
    }

    private void run() throws InterruptedException {
        long before = heap();
        long start = System.nanoTime();
        for (int i = 0; i < threads.length; i++) {
            int number = i;
            Correlation.of("soak-" + number).run(() -> threads[number] = VirtualThreads.start(() -> live(number)));
        }
        parked.await();
        long bytes = (heap() - before) / threads.length;
        release();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        System.out.println(threads.length + " virtual threads, " + bytes + " B each while parked, " + ended + " ended, "
                + wrong.get() + " in another correlation, " + seconds + " s");
    }

    private void live(int number) {
        if (number % LOGGING == 0) {
            LOG.info("begins");
        }
        parked.countDown();
        while (!released) {
            LockSupport.park();
        }
        synchronized (MONITORS[number % MONITORS.length]) {
            check(number);
        }
        synchronized (this) {
            ended++;
        }
        if (number % LOGGING == 0) {
            LOG.info("ends");
        }
        check(number);
    }

    private void check(int number) {
        if (!Correlation.current().id().equals("soak-" + number)) {
            wrong.incrementAndGet();
        }
    }

    /** Releases all threads, by virtual threads that unpark and join a block each. */
    private void release() throws InterruptedException {
        released = true;
        Thread[] wakers = new Thread[(threads.length + BLOCK - 1) / BLOCK];
        for (int block = 0; block < wakers.length; block++) {
            int first = block * BLOCK;
            wakers[block] = VirtualThreads.start(() -> wake(first, Math.min(first + BLOCK, threads.length)));
        }
        for (Thread waker : wakers) {
            waker.join();
        }
    }

    private void wake(int from, int to) {
        for (int i = from; i < to; i++) {
            LockSupport.unpark(threads[i]);
        }
        try {
            for (int i = from; i < to; i++) {
                threads[i].join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
