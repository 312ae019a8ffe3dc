package dev.whence.agent;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has a thread look for classes that are not woven, soon after each run of this and some times more, in case that they take
 * long to load.
 *
 * <p>What is loaded on a thread while a transformer is at work on it is not woven, and cannot be until that is done. The
 * thread is there only as long as that goes on happening, outside of the program's groups. It is begun without a lock, as
 * who begins it holds those of a class loader.
 */
final class LookoutThread implements Runnable {
    private static final long FIRST_PAUSE_MILLIS = 200;
    private static final long LAST_PAUSE_MILLIS = 12_000;
    private static final int GROWTH = 4;

    private final Runnable look;
    private final ThreadGroup group = outermost(Thread.currentThread().getThreadGroup());
    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicBoolean isLooking = new AtomicBoolean();

    LookoutThread(Runnable look) {
        this.look = look;
    }

    private static ThreadGroup outermost(ThreadGroup group) {
        ThreadGroup outer = group.getParent();
        return outer == null ? group : outermost(outer);
    }

    @Override
    public void run() {
        runs.incrementAndGet();
        begin();
    }

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

    private final class Looking extends Thread {
        Looking() {
            super(group, null, "whence", 0, false);
            setDaemon(true);
            setContextClassLoader(null);
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
            if (seen != runs.get()) {
                begin();
            }
        }

        private void look() {
            try {
                look.run();
            } catch (RuntimeException | Error e) {
                // A JVM that is ending does not tell what is loaded. Nobody else is to hear of it, nor of a want of
                // memory.
            }
        }

        private void pause(long millis) {
            try {
                sleep(millis);
            } catch (InterruptedException e) {
                // Nobody means this thread.
            }
        }
    }
}
