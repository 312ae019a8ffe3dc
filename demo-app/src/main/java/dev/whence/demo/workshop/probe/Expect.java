package dev.whence.demo.workshop.probe;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a check expects. Each method throws {@link NotYet}, with a sentence for the participant, if that does not hold. */
public final class Expect {
    /** How long something may take that should come at once. */
    private static final long SECONDS = 4;

    /** Says what is not repaired yet. */
    public static final class NotYet extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotYet(String message) {
            super(message);
        }
    }

    /** Expects that something holds. */
    public static void that(boolean holds, String otherwise) {
        if (!holds) {
            throw new NotYet(otherwise);
        }
    }

    /** Expects two equal values. */
    public static void same(Object expected, Object found, String what) {
        that(Objects.equals(expected, found), what + ": expected " + text(expected) + ", but found " + text(found));
    }

    private static String text(Object value) {
        String text = String.valueOf(value);
        return text.isEmpty() ? "nothing" : text;
    }

    /** Expects that a latch is released soon. */
    public static void soon(CountDownLatch latch, String otherwise) throws InterruptedException {
        that(latch.await(SECONDS, TimeUnit.SECONDS), otherwise);
    }

    /** Expects that a future is complete soon, in whichever way, and returns its result or throws its exception. */
    public static <T> T soon(Future<T> future, String otherwise) throws Exception {
        try {
            return future.get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw future.isDone() ? e : new NotYet(otherwise);
        }
    }

    /** Expects that a future fails soon, and returns the exception that {@code get} throws. */
    public static Exception failure(Future<?> future, String otherwise) {
        try {
            soon(future, otherwise + ": its future is never complete");
        } catch (NotYet e) {
            throw e;
        } catch (Exception e) {
            return e;
        }
        throw new NotYet(otherwise + ": its future has a result");
    }

    private Expect() {}
}
