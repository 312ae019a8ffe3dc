package dev.whence.runtime;

import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Failures of futures that nobody has observed so far. A failure that is collected unobserved has got lost.
 *
 * <p>A failure is known by its root: the throwable inside of those that futures wrap around it. So it does not matter
 * through how many futures it was passed on, and at which of them somebody has looked. A throwable is observed if a
 * function received it, if somebody asked a future for it, or if its stack trace was read or printed, as loggers do;
 * also if that happened before it failed a future. The causes and suppressed throwables of an observed one are
 * observed.
 *
 * <p>Some failures get lost in ways that programs intend, such as that of the slower one of two requests. {@link Loss}
 * lists them. A throwable whose message was read, and nothing else, is one of these.
 *
 * <p>The throwables are held weakly, and there are at most {@value #MOST} failures at a time. Those beyond are not
 * watched.
 */
public final class Failures {
    private static final HookSwitch SWITCH = HookSwitch.named("Throwable");
    private static final int MOST = 10_000;
    private static final int MAX_NESTED = 8;

    /** How many failures are told of at once. To tell of one costs as much as to make it. */
    private static final int MOST_TOLD = 100;

    /** How long a failure is watched whose throwable is still there. */
    private static final long LONGEST_MILLIS = 600_000;

    private static final AtomicReference<@Nullable Failure> ADDED = new AtomicReference<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /**
     * Whether failures are watched. Written before anything is woven, or by a test: its own work comes after that.
     */
    private static boolean areWatched;

    /** The failures that are watched, which only {@link #lost} changes. */
    private static @Nullable Failure watched;

    /** Sets whether failures are watched. Called before anything is woven, and by tests. */
    public static void areWatched(boolean watched) {
        areWatched = watched;
        if (watched) {
            Failure.load();
        }
    }

    /** Whether failures are watched. */
    public static boolean areWatched() {
        return areWatched;
    }

    /** Called when the function of a continuation has thrown. The future that it fails is completed after its run. */
    public static void leaves(Throwable thrown, Task run, State state) {
        if (areWatched) {
            try {
                state.thrown = System.identityHashCode(root(thrown));
                state.thrownIn = run.correlation.knownId();
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a future has failed. Tells in what way the failure gets lost if nobody observes it. */
    public static void failed(Throwable thrown, Loss loss) {
        Throwable root = root(thrown);
        if (areWatched && !(root instanceof CancellationException)) {
            KnownThrowable known = KnownThrowable.of(root);
            if (!known.isObserved) {
                watch(known, root, loss);
            }
        }
    }

    /** Called when one of two failures was passed on, and the other one was not. */
    public static void second(Throwable passedOn, Throwable other) {
        if (root(passedOn) != root(other)) {
            failed(other, Loss.SECOND);
        }
    }

    private static void watch(KnownThrowable known, Throwable root, Loss loss) {
        // A future that had failed before it was combined with others seemed lost until then.
        if (loss == Loss.LOST || loss == Loss.SECOND || known.loss == null) {
            known.loss = loss == Loss.LOST && isInterrupt(root) ? Loss.INTERRUPTED : loss;
        }
        if (COUNT.get() < MOST && known.isFirst()) {
            Failure failure = new Failure(root, known, null);
            failure.operation = operation(root, State.current());
            COUNT.incrementAndGet();
            do {
                failure.next = ADDED.get();
            } while (!ADDED.compareAndSet(failure.next, failure));
        }
    }

    private static String operation(Throwable root, State state) {
        boolean hasLeft = state.thrown == System.identityHashCode(root);
        return hasLeft ? state.thrownIn : state.task.correlation.knownId();
    }

    private static boolean isInterrupt(Throwable root) {
        Throwable cause = root;
        for (int i = 0; i < MAX_NESTED && cause != null; i++) {
            if (cause instanceof InterruptedException || cause instanceof ClosedByInterruptException) {
                return true;
            }
            cause = Bindings.cause(cause);
        }
        return false;
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < MAX_NESTED; i++) {
            Throwable cause = isWrapper(root) ? Bindings.cause(root) : null;
            if (cause == null) {
                return root;
            }
            root = cause;
        }
        return root;
    }

    /** Whether futures wrap such a throwable around another one. No method of the program's classes is called. */
    private static boolean isWrapper(Throwable thrown) {
        Class<?> type = thrown.getClass();
        return type == CompletionException.class || type == ExecutionException.class;
    }

    /** Called when the program receives a value that may be a failure, or reads the stack trace of a throwable. */
    public static void received(@Nullable Object value) {
        if (areWatched && value instanceof Throwable thrown) {
            try {
                observed(thrown);
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the message of a throwable is read: by the program, or by a future that wraps the throwable. */
    public static void messageRead(Throwable thrown) {
        if (areWatched) {
            try {
                if (!State.current().isWrapping) {
                    KnownThrowable.of(thrown).isMessageRead = true;
                }
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when a future begins or ends to wrap a throwable, which reads its message. */
    public static void wraps(boolean begins) {
        if (areWatched) {
            try {
                State.current().isWrapping = begins;
            } catch (Throwable e) {
                SWITCH.failed(e);
            }
        }
    }

    /** Called when the program has got, read or printed a throwable. */
    public static void observed(Throwable thrown) {
        if (areWatched) {
            // A wrapper needs no entry, as it is never the root of a failure.
            boolean isPlain = isWrapper(thrown) && Bindings.suppressed(thrown).isEmpty();
            observed(isPlain ? root(thrown) : thrown, MAX_NESTED);
        }
    }

    private static void observed(Throwable thrown, int depth) {
        KnownThrowable known = KnownThrowable.of(thrown);
        if (known.isObserved) {
            return;
        }
        known.isObserved = true;
        Throwable cause = Bindings.cause(thrown);
        if (cause != null && depth > 0) {
            observed(cause, depth - 1);
        }
        List<?> suppressed = depth > 0 ? Bindings.suppressed(thrown) : List.of();
        for (int i = 0; i < suppressed.size() && i < MAX_NESTED; i++) {
            if (suppressed.get(i) instanceof Throwable one) {
                observed(one, depth - 1);
            }
        }
    }

    /** Returns some of the failures whose throwables were collected unobserved since the last call. */
    public static synchronized List<Failure> lost() {
        List<Failure> lost = new ArrayList<>();
        long now = System.currentTimeMillis();
        Failure kept = null;
        for (@Nullable Failure head : new @Nullable Failure[] {ADDED.getAndSet(null), watched}) {
            @Nullable Failure next;
            for (@Nullable Failure failure = head; failure != null; failure = next) {
                next = failure.next;
                // What a test has left is told when the test ends.
                boolean isCollected = failure.refersTo(null) && !Inspection.isOf(failure.operation);
                if (isCollected && !failure.isObserved() && lost.size() < MOST_TOLD) {
                    lost.add(failure);
                }
                if (isCollected || failure.isObserved() || now - failure.millis > LONGEST_MILLIS) {
                    failure.next = null;
                    COUNT.decrementAndGet();
                } else {
                    failure.next = kept;
                    kept = failure;
                }
            }
        }
        watched = kept;
        return lost;
    }

    /** Returns the failures of an operation that is inspected and were not observed so far, collected or not. */
    public static synchronized List<Failure> unobserved(String operation) {
        List<Failure> unobserved = new ArrayList<>();
        for (@Nullable Failure head : new @Nullable Failure[] {ADDED.get(), watched}) {
            for (@Nullable Failure failure = head; failure != null; failure = failure.next) {
                if (!failure.isObserved() && failure.operation.equals(operation)) {
                    unobserved.add(failure);
                }
            }
        }
        return unobserved;
    }

    private Failures() {}
}
