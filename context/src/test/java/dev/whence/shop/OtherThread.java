package dev.whence.shop;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** Runs code on a new thread and waits for it. */
public final class OtherThread {
    /** Runs an action as the body of a thread, with nothing in between; returns what it threw, or null. */
    public static Throwable failure(Runnable body) throws InterruptedException {
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(body);
        thread.setUncaughtExceptionHandler((dead, failure) -> thrown.set(failure));
        thread.start();
        thread.join(TimeUnit.SECONDS.toMillis(20));
        if (thread.isAlive()) {
            throw new AssertionError("still running: " + thread);
        }
        return thrown.get();
    }

    /** As {@link #failure}, for an action that must not throw. */
    public static void run(Runnable body) throws InterruptedException {
        Throwable failure = failure(body);
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    /** The result of an action on another thread. */
    public static <T> T call(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        run(task);
        return task.get();
    }

    private OtherThread() {}
}
