package dev.whence.logback;

import java.util.concurrent.TimeUnit;

/** Waiting that an interrupt does not cut short; the thread is interrupted afterwards as it was before. */
final class UninterruptibleWait {
    /** Waits for something and tells whether it came in time. */
    interface TimedWait {
        boolean await(long nanos) throws InterruptedException;
    }

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
