package dev.whence.shop;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** A helper that runs code on a new thread and waits for it. */
public final class OtherThread {
    /**
     * Runs an action as the body of a thread, without a frame in between. Returns the throwable that the action has
     * thrown, or null.
     */
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

    /** Runs an action as {@link #failure} does. Fails if the action throws. */
    public static void run(Runnable body) throws InterruptedException {
        Throwable failure = failure(body);
        if (failure != null) {
            throw new AssertionError(failure);
        }
    }

    /** Calls an action on a new thread and returns its result. */
    public static <T> T call(Callable<T> action) throws Exception {
        FutureTask<T> task = new FutureTask<>(action);
        run(task);
        return task.get();
    }

    private OtherThread() {}
}
