package dev.whence.runtime.jdk;

import dev.whence.runtime.HookSwitch;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * That somebody completes a source, because work depends on it. If the source is collected before anybody has completed
 * it, or one of the futures that depend on it, the source was abandoned: nobody can complete it any more.
 *
 * <p>The futures refer to their expectation, and it refers to none of them.
 */
public final class Expectation {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");

    /** How many are kept that were disappointed, until the thread comes that tells of them. */
    private static final int MOST = 1_000;

    private static final List<Expectation> DISAPPOINTED = new ArrayList<>();

    /** Whether sources are watched. Written before anything is woven. */
    private static boolean areWatched;

    private final @Nullable Object hop;
    private final String operation;
    private final int dependents;
    private final long millis = System.currentTimeMillis();

    /** Whether somebody has completed one of the futures. */
    private volatile boolean isMet;

    private Expectation(Task first, int dependents) {
        this.hop = TaskView.lastHop(first);
        this.operation = TaskView.correlation(first);
        this.dependents = dependents;
    }

    /** Sets whether sources are watched. Called once, before anything is woven. */
    public static void areWatched(boolean watched) {
        areWatched = watched;
    }

    static boolean areWatched() {
        return areWatched;
    }

    /**
     * Begins to expect something of a source. Returns null if one of the futures cannot be watched, or is complete.
     *
     * @param first the task of a function that waits for the source
     * @param futures the source, and all futures that depend on it
     */
    public static @Nullable Expectation of(Task first, List<CompletableFuture<?>> futures) {
        Expectation expectation = new Expectation(first, futures.size() - 1);
        for (CompletableFuture<?> future : futures) {
            if (!Completers.expect(future, expectation)) {
                return null;
            }
        }
        return expectation;
    }

    /** Called when a thread has completed a future, or has found it complete. */
    static void completed(CompletableFuture<?> future) {
        try {
            Completers.meet(future);
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    /** Called when somebody has completed one of the futures. */
    void meet() {
        isMet = true;
    }

    /** Called when the source was collected. */
    void disappoint() {
        synchronized (DISAPPOINTED) {
            if (!isMet && DISAPPOINTED.size() < MOST) {
                DISAPPOINTED.add(this);
            }
        }
    }

    /** Takes those whose sources were abandoned since the last call. */
    public static List<Expectation> takeDisappointed() {
        synchronized (DISAPPOINTED) {
            List<Expectation> taken = new ArrayList<>(DISAPPOINTED);
            DISAPPOINTED.clear();
            return taken;
        }
    }

    /** Returns where a function was registered that waits for the source: a boundary frame, and the frames below. */
    public StackTraceElement[] hops() {
        return TaskView.hops(hop);
    }

    /** Returns the ID of the operation that waits for the source; empty if it is not known. */
    public String operation() {
        return operation;
    }

    /** Returns how many futures depend on the source. */
    public int dependents() {
        return dependents;
    }

    /** Returns the time at which the source was seen to last, in milliseconds of the system's clock. */
    public long millis() {
        return millis;
    }
}
