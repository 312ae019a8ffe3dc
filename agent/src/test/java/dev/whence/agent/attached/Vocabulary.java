package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The words of the tests, for static import. */
final class Vocabulary {
    /** How long anything may take that happens at once if it happens at all. */
    static final int SECONDS = 10;

    /** Code that may throw. */
    interface Action {
        void run() throws Exception;
    }

    /** The id of the current correlation, empty if there is none. */
    static String id() {
        return Correlation.current().id();
    }

    /** Runs code in the correlation of that id; the empty id stands for none. */
    static void in(String id, Action action) {
        in(id, () -> {
            action.run();
            return null;
        });
    }

    static <T> T in(String id, Callable<T> action) {
        try (Scope ignored = correlation(id).open()) {
            return action.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static Correlation correlation(String id) {
        return id.isEmpty() ? Correlation.none() : Correlation.of(id);
    }

    /** Runs code in a correlation on a thread of its own, and waits for it. */
    static void elsewhere(String id, Action action) {
        elsewhere(id, () -> {
            action.run();
            return null;
        });
    }

    static <T> T elsewhere(String id, Callable<T> action) {
        FutureTask<T> task = new FutureTask<>(() -> in(id, action));
        Thread thread = new Thread(task, "elsewhere");
        thread.start();
        try {
            return task.get(SECONDS, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Waits until as many threads as the latch counts have come here. */
    static void meet(CountDownLatch others) {
        others.countDown();
        try {
            assertThat(others.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Vocabulary() {}
}
