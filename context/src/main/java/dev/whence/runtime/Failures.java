package dev.whence.runtime;

import dev.whence.runtime.table.GrowingTable;
import dev.whence.runtime.table.Sweep;
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

    private static final GrowingTable<Failure> KNOWN = Sweep.also(new GrowingTable<>());
    private static final AtomicReference<@Nullable Failure> ADDED = new AtomicReference<>();
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Stands for a throwable that was observed before it failed a future. */
    private static final Failure OBSERVED = new Failure();

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

    /** Called when a future has failed on which nothing depends. */
    public static void failed(Throwable thrown) {
        Throwable root = root(thrown);
        if (areWatched && !(root instanceof CancellationException) && COUNT.get() < MOST && KNOWN.get(root) == null) {
            Failure failure = Failure.of(root, null);
            failure.operation = operation(root, State.current());
            if (KNOWN.putIfAbsent(root, failure) == failure) {
                COUNT.incrementAndGet();
                do {
                    failure.next = ADDED.get();
                } while (!ADDED.compareAndSet(failure.next, failure));
            }
        }
    }

    private static String operation(Throwable root, State state) {
        boolean hasLeft = state.thrown == System.identityHashCode(root);
        return hasLeft ? state.thrownIn : state.task.correlation.knownId();
    }

    private static Throwable root(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; i < MAX_NESTED; i++) {
            // No method of the program's classes is called.
            Class<?> type = root.getClass();
            boolean isWrapper = type == CompletionException.class || type == ExecutionException.class;
            Throwable cause = isWrapper ? Bindings.cause(root) : null;
            if (cause == null) {
                return root;
            }
            root = cause;
        }
        return root;
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

    /** Called when the program has got, read or printed a throwable. */
    public static void observed(Throwable thrown) {
        if (areWatched) {
            observed(thrown, MAX_NESTED);
        }
    }

    private static void observed(Throwable thrown, int depth) {
        Failure known = KNOWN.get(thrown);
        if (known == null) {
            known = KNOWN.putIfAbsent(thrown, OBSERVED);
        } else if (known.isObserved) {
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
                if (isCollected && !failure.isObserved && lost.size() < MOST_TOLD) {
                    lost.add(failure);
                }
                if (isCollected || failure.isObserved || now - failure.millis > LONGEST_MILLIS) {
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
                if (!failure.isObserved && failure.operation.equals(operation)) {
                    unobserved.add(failure);
                }
            }
        }
        return unobserved;
    }

    private Failures() {}
}
