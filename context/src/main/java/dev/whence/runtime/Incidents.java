package dev.whence.runtime;

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
    private static final int MOST = 64;
    private static final AtomicReferenceArray<@Nullable Incident> PLACES = new AtomicReferenceArray<>(MOST);
    private static final AtomicInteger NEXT = new AtomicInteger();

    /** Whether a thread takes incidents. */
    private static boolean areTaken;

    /**
     * An incident. It refers to work of the program, but only until the thread of the agent comes.
     *
     * @param work the periodic task that does not run any more, or the future that was cancelled while it was running
     * @param task the run that has ended the periodic task; null for a future
     * @param failure what that run has thrown; null for a future
     * @param millis the time
     */
    public record Incident(
            Object work, @Nullable Task task, @Nullable Failure failure, long millis) {}

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

    private static void note(Object work, @Nullable Task task, @Nullable Failure failure) {
        Incident incident = new Incident(work, task, failure, System.currentTimeMillis());
        PLACES.set(NEXT.getAndIncrement() & (MOST - 1), incident);
    }

    /** Takes the incidents that were noted since the last call. */
    public static List<Incident> take() {
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
