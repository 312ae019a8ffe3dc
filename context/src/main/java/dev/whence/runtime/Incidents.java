package dev.whence.runtime;

import dev.whence.context.Correlation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What hooks have seen and a thread of the agent is to tell of. A hook must not log, so it leaves an incident here, and
 * the thread takes it within about a second.
 *
 * <p>There are {@value #MOST} places. If more is seen before the thread comes, the oldest is lost.
 */
public final class Incidents {
    private static final HookSwitch SWITCH = HookSwitch.named("CompletableFuture edges");
    private static final int MOST = 64;
    private static final AtomicReferenceArray<@Nullable Incident> PLACES = new AtomicReferenceArray<>(MOST);
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** How many waits are noted until the thread comes. Each has a stack, which takes some microseconds. */
    private static final int MOST_WAITS = 16;

    /** Whether a thread takes incidents. */
    private static boolean areTaken;

    private static boolean areWaitsTaken;
    private static boolean areWaitsInCommonPoolTaken;

    /** How many more waits may be noted until the thread comes. */
    private static int waitsLeft;

    /** The losses of correlations; null if they are not taken. */
    private static @Nullable NotedLosses losses;

    /**
     * An incident. It refers to work of the program, but only until the thread of the agent comes.
     *
     * @param work the periodic task that does not run any more, the future that was cancelled while it was running, the
     *     thread that has begun to wait, or the thread that has no correlation as a {@link NoCorrelation}
     * @param task the run that has ended the periodic task, or in which the thread waits, or that it begins; null for a
     *     future
     * @param failure what that run has thrown, or the stack of the thread; null for a future
     * @param millis the time
     */
    public record Incident(
            Object work, @Nullable Task task, @Nullable Failure failure, long millis) {}

    /**
     * A thread without a correlation that has completed a future of an operation.
     *
     * @param thread the name of the thread
     */
    public record NoCorrelation(String thread) {}

    /** Sets whether a thread is going to take incidents. Called once, before anything is woven. */
    public static void areTaken(boolean taken) {
        areTaken = taken;
    }

    /** Notes that a periodic task does not run any more, because a run has thrown. */
    public static void periodicTaskDied(Object work, Task task, @Nullable Task scheduled, Throwable thrown) {
        Inspection.periodicTaskDied(work, task, scheduled, thrown);
        if (areTaken) {
            note(work, task, Failure.of(thrown, task.hop));
        }
    }

    /** Notes that a future was cancelled while a thread was running it. */
    public static void cancelledInRun(Object future) {
        Inspection.cancelledInRun(future);
        if (areTaken) {
            note(future, null, null);
        }
    }

    /**
     * Sets whether waits of threads that should not wait are taken. Called once, before anything is woven.
     *
     * @param onLoops those of event loops
     * @param inCommonPool those of the common pool
     */
    public static void waitsAreTaken(boolean onLoops, boolean inCommonPool) {
        areWaitsTaken = onLoops || inCommonPool;
        areWaitsInCommonPoolTaken = inCommonPool;
        waitsLeft = areWaitsTaken ? MOST_WAITS : 0;
    }

    /** Whether a wait would be noted now. */
    public static boolean takesWaits() {
        return waitsLeft > 0;
    }

    /** Whether waits of threads of the common pool are taken. */
    public static boolean takesWaitsInCommonPool() {
        return areWaitsInCommonPoolTaken;
    }

    /** Notes that the current thread, which should not, begins to wait in a task. */
    public static void waits(Task task) {
        waitsLeft--;
        note(Thread.currentThread(), task, Failure.of(new Throwable(), task.hop));
    }

    /** Sets whether losses of correlations are taken. Called once, before anything is woven. */
    public static void lossesAreTaken(boolean taken) {
        losses = taken ? new NotedLosses() : null;
    }

    /** Whether the loss of a correlation might be noted now. */
    public static boolean takesLosses() {
        return losses != null && !losses.isFull();
    }

    /** Notes that the current task, which has no correlation, has let a task of an operation begin or start. */
    public static void losesCorrelation(Task current, Task next) {
        try {
            if (current.correlation == Correlation.none()
                    && next.correlation != Correlation.none()
                    && Tracing.span() == null
                    && losses != null
                    && losses.add(next)) {
                String thread = Thread.currentThread().getName();
                note(new NoCorrelation(thread), next, Failure.of(new Throwable(), null));
            }
        } catch (Throwable e) {
            SWITCH.failed(e);
        }
    }

    private static void note(Object work, @Nullable Task task, @Nullable Failure failure) {
        Incident incident = new Incident(work, task, failure, System.currentTimeMillis());
        PLACES.set(NEXT.getAndIncrement() & (MOST - 1), incident);
    }

    /** Takes the incidents that were noted since the last call. */
    public static List<Incident> take() {
        waitsLeft = areWaitsTaken ? MOST_WAITS : 0;
        if (losses != null) {
            losses.clear();
        }
        List<Incident> taken = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            Incident incident = PLACES.get(i) == null ? null : PLACES.getAndSet(i, null);
            if (incident != null) {
                taken.add(incident);
            }
        }
        return taken;
    }

    private Incidents() {}
}
