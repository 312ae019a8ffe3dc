package dev.whence.agent.attached;

import static org.assertj.core.api.Assertions.assertThat;

import dev.whence.context.Correlation;
import dev.whence.context.Scope;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.slf4j.MDC;

/** The words of the tests, for static import. */
final class Vocabulary {
    /** How long anything may take that happens at once if it happens at all. */
    static final int SECONDS = 10;

    /** Code that may throw. */
    interface Action {
        void run() throws Exception;
    }

    /** The key under which an operation of a test has its id in the MDC, too. */
    private static final String MDC_KEY = "operation";

    /**
     * The id of the current operation, empty if there is none. The correlation and the MDC must say the same: if they do not,
     * that is what is returned.
     */
    static String id() {
        String id = correlationId();
        return id.equals(mdcId()) ? id : "'" + id + "' with the MDC of '" + mdcId() + "'";
    }

    /** The id of the current operation, which has begun by itself, so that it must have nothing in the MDC. */
    static String freshId() {
        return mdcId().isEmpty() ? correlationId() : id();
    }

    /** The id of the current correlation alone, empty if there is none. */
    static String correlationId() {
        return Correlation.current().id();
    }

    private static String mdcId() {
        return Objects.requireNonNullElse(MDC.get(MDC_KEY), "");
    }

    /** Runs code in the operation of that id, which has it in its correlation and in its MDC; the empty id stands for none. */
    static void in(String id, Action action) {
        in(id, () -> {
            action.run();
            return null;
        });
    }

    static <T> T in(String id, Callable<T> action) {
        String before = mdcId();
        try (Scope ignored = correlation(id).open()) {
            putIntoMdc(id);
            return action.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        } finally {
            putIntoMdc(before);
        }
    }

    private static void putIntoMdc(String id) {
        if (id.isEmpty()) {
            MDC.remove(MDC_KEY);
        } else {
            MDC.put(MDC_KEY, id);
        }
    }

    private static Correlation correlation(String id) {
        return id.isEmpty() ? Correlation.none() : Correlation.of(id);
    }

    /** Runs code in an operation on a thread of its own, and waits for it. */
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

    /** Runs code in an operation on a thread of its own, and waits for it by means that are not tracked. */
    static void apart(String id, Action action) {
        CountDownLatch done = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            in(id, action);
            done.countDown();
        });
        thread.start();
        try {
            assertThat(done.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
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

    /** Stays busy until somebody interrupts the thread. */
    static void untilInterrupted() {
        try {
            TimeUnit.SECONDS.sleep(SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Vocabulary() {}
}
