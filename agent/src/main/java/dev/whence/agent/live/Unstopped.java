package dev.whence.agent.live;

import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.State;
import dev.whence.runtime.Task;
import dev.whence.runtime.TaskView;
import dev.whence.runtime.jdk.InFlight;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Work that runs although its future was cancelled or has timed out. Only numbers are kept of threads and of {@link
 * CompletableFuture}s, and futures of pools are kept weakly.
 */
public final class Unstopped {
    private static final JdkField RESULT = JdkField.of(CompletableFuture.class, "result");
    private static final String FAILED = CompletableFuture.class.getName() + "$AltResult";
    private static final JdkField FAILURE = JdkField.of(FAILED, "ex");
    private static final JdkField RUNNER = JdkField.of(FutureTask.class, "runner");
    private static final JdkField STATE = JdkField.of(FutureTask.class, "state");

    /** The lowest state of a future whose runner was interrupted. */
    private static final int INTERRUPTING = 5;

    /** The futures that were cancelled while they ran, and since when. */
    private List<Cancelled> cancelled = new ArrayList<>();

    /** The futures that threads still work for, by the number of the thread. */
    private Map<Long, Ended> ended = new HashMap<>();

    private record Cancelled(WeakReference<FutureTask<?>> future, long since) {}

    /** A future that has ended, by its identity hash code. */
    private record Ended(int identity, long since) {}

    /**
     * A thread that runs work which nobody wants any more.
     *
     * @param thread the name of the thread
     * @param isTimeout whether the future has timed out; else it was cancelled
     * @param since when the future was seen to have ended, in milliseconds of the system's clock
     * @param operation the ID of the operation; empty if it is not known
     * @param stack where the thread is, and the hops that led there
     * @param hops the hops alone
     */
    public record Run(
            String thread,
            boolean isTimeout,
            long since,
            String operation,
            List<StackTraceElement> stack,
            List<StackTraceElement> hops) {}

    /** Adds a future that was cancelled while it was running. If its thread was not interrupted, it was to go on. */
    public void cancelled(Incident incident) {
        if (incident.failure() == null
                && incident.work() instanceof FutureTask<?> future
                && STATE.getInt(future) >= INTERRUPTING) {
            cancelled.add(new Cancelled(new WeakReference<>(future), incident.millis()));
        }
    }

    /** Looks at all threads. Returns the work that has run on for a while. */
    public List<Run> look(long now, long patienceMillis) {
        List<Run> found = new ArrayList<>();
        futures(found, now - patienceMillis);
        Map<Long, Ended> seen = new HashMap<>();
        for (Thread thread : Threads.all()) {
            State state = InFlight.state(thread);
            for (Task task = state == null ? null : state.task; task != null; task = task.previous()) {
                CompletableFuture<?> future = InFlight.completedBy(task);
                Throwable failure = future == null ? null : failure(future);
                if (future != null && failure != null) {
                    Ended known = known(thread, future, now);
                    seen.put(Monitors.id(thread), known);
                    if (known.since <= now - patienceMillis) {
                        found.add(run(thread, task, failure instanceof TimeoutException, known.since));
                    }
                }
            }
        }
        ended = seen;
        return found;
    }

    private void futures(List<Run> found, long before) {
        List<Cancelled> left = new ArrayList<>();
        for (Cancelled one : cancelled) {
            FutureTask<?> future = one.future.get();
            if (future != null && RUNNER.get(future) instanceof Thread runner) {
                left.add(one);
                if (one.since <= before) {
                    State state = InFlight.state(runner);
                    found.add(run(runner, state == null ? null : state.task, false, one.since));
                }
            }
        }
        cancelled = left;
    }

    private Ended known(Thread thread, CompletableFuture<?> future, long now) {
        Ended known = ended.get(Monitors.id(thread));
        int identity = System.identityHashCode(future);
        return known != null && known.identity == identity ? known : new Ended(identity, now);
    }

    /** Returns the cancellation or the timeout that has ended a future, or null if neither has. */
    private static @Nullable Throwable failure(CompletableFuture<?> future) {
        Object result = RESULT.get(future);
        if (result == null || !result.getClass().getName().equals(FAILED)) {
            return null;
        }
        Object failure = FAILURE.get(result);
        Object cause = failure instanceof CompletionException wrapper ? wrapper.getCause() : failure;
        boolean isEnd = cause instanceof CancellationException || cause instanceof TimeoutException;
        return isEnd ? (Throwable) cause : null;
    }

    private static Run run(Thread thread, @Nullable Task task, boolean isTimeout, long since) {
        List<StackTraceElement> hops = task == null ? List.of() : List.of(TaskView.hops(task));
        List<StackTraceElement> stack = new ArrayList<>(List.of(thread.getStackTrace()));
        stack.addAll(hops);
        String operation = task == null ? "" : TaskView.correlation(task);
        return new Run(Members.name(thread), isTimeout, since, operation, stack, hops);
    }
}
