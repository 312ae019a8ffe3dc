package dev.whence.logback;

import java.util.concurrent.TimeUnit;

/** Timed waits that an interrupt does not end. The interrupt status of the thread is restored afterwards. */
final class UninterruptibleWait {
    /** An interruptible wait, such as {@code CountDownLatch.await}. */
    interface TimedWait {
        /** Waits up to that many nanoseconds, and returns false if the time elapsed. */
        boolean await(long nanos) throws InterruptedException;
    }

    /** Waits up to that many milliseconds, and returns false if the time elapsed. */
    static boolean await(long millis, TimedWait wait) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return wait.await(end - System.nanoTime());
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private UninterruptibleWait() {}
}
