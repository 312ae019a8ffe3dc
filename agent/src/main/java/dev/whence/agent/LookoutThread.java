package dev.whence.agent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The owner of a thread that looks for classes which should be woven and are not.
 *
 * <p>The JVM calls no transformer on a thread on which one is at work. If a transformer asks a class loader for a class
 * file, that class loader may load classes, and these are not woven. They cannot be retransformed by the transformer
 * itself: the thread may hold locks of class loaders, and the class may still be in the middle of being loaded. So
 * {@link #run} is called instead, and another thread does it.
 *
 * <p>That thread looks at once and then some more times, after growing pauses, because a class may take long to load.
 * If {@link #run} is called meanwhile, it starts over with short pauses. In the end it ends; most applications never
 * have it.
 *
 * <p>It is started without a lock, by a compare-and-set, since the thread that starts it holds locks of class loaders.
 */
final class LookoutThread implements Runnable {
    private static final long FIRST_PAUSE_MILLIS = 200;

    private static final long LAST_PAUSE_MILLIS = 12_000;
    private static final int GROWTH = 4;

    private final Runnable look;
    private final ThreadGroup group = AgentThread.outermost();

    /** How many times {@link #run} was called. */
    private final AtomicInteger runs = new AtomicInteger();

    /** Whether there is a thread. */
    private final AtomicBoolean isLooking = new AtomicBoolean();

    LookoutThread(Runnable look) {
        this.look = look;
    }

    @Override
    public void run() {
        runs.incrementAndGet();
        begin();
    }

    /** Starts a thread, unless there is one. */
    private void begin() {
        if (isLooking.compareAndSet(false, true)) {
            boolean isBegun = false;
            try {
                new Looking().start();
                isBegun = true;
            } finally {
                if (!isBegun) {
                    isLooking.set(false);
                }
            }
        }
    }

    private final class Looking extends AgentThread {
        Looking() {
            super(group);
        }

        @Override
        public void run() {
            int seen = runs.get();
            try {
                long pause = FIRST_PAUSE_MILLIS;
                while (pause <= LAST_PAUSE_MILLIS) {
                    look();
                    pause(pause);
                    pause = seen == runs.get() ? pause * GROWTH : FIRST_PAUSE_MILLIS;
                    seen = runs.get();
                }
            } finally {
                isLooking.set(false);
            }
            // A call between the last look and the line above has found a thread that was about to end.
            if (seen != runs.get()) {
                begin();
            }
        }

        private void look() {
            try {
                look.run();
            } catch (RuntimeException | Error e) {
                // A JVM that is shutting down does not list its classes, and memory may be short. The application
                // is not to hear of either.
            }
        }

        private void pause(long millis) {
            try {
                sleep(millis);
            } catch (InterruptedException e) {
                // No code interrupts this thread on purpose. An interrupt only makes it look earlier.
            }
        }
    }
}
