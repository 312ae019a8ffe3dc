package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The search for what is wrong with the work of one operation, such as a test. From its beginning to its end, hooks and
 * the agent leave here what they have noticed of that work.
 *
 * <p>At most {@value #MOST} things are kept.
 */
public final class Inspection {
    private static final int MOST = 1_000;

    /** The inspections that have begun and have not ended, by the IDs of the operations. */
    private static final Map<String, Inspection> OPEN = new ConcurrentHashMap<>();

    private static volatile @Nullable Inspector agent;

    /** The ID of the operation. */
    public final String operation;

    private final Inspector inspector;
    private final Queue<Object> noticed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** The agent, as far as it judges operations. */
    public interface Inspector {
        /** Called before the first work of an operation. From now on failures of futures have to be watched. */
        void begin();

        /** Returns what is wrong, as {@link Inspection#end}. */
        List<String> end(Inspection inspection, long graceMillis, Set<String> except);
    }

    /** A future that was cancelled while a thread was running it. */
    public static final class Cancelled extends WeakReference<Object> {
        /** The time of the cancellation. */
        public final long millis = System.currentTimeMillis();

        private Cancelled(Object future) {
            super(future);
        }
    }

    /**
     * A periodic task that was scheduled in the operation, and does not run any more. Nothing else may refer to it, so it
     * is kept until the test has ended.
     *
     * @param work the periodic task
     * @param run its last run
     * @param failure what that has thrown
     */
    public record Died(Object work, Task run, Failure failure) {}

    private Inspection(String operation, Inspector inspector) {
        this.operation = operation;
        this.inspector = inspector;
    }

    /** Sets who inspects. */
    public static void by(Inspector inspector) {
        agent = inspector;
    }

    /**
     * Begins to inspect an operation.
     *
     * @param operation the ID of its correlation
     * @throws IllegalStateException if there is no agent
     */
    public static Inspection begin(String operation) {
        Inspector known = agent;
        if (known == null) {
            throw new IllegalStateException("this JVM has no agent of Whence");
        }
        known.begin();
        Inspection begun = new Inspection(operation, known);
        OPEN.put(operation, begun);
        return begun;
    }

    /**
     * Ends the inspection, and returns what is wrong. Each text tells of one finding, in several lines.
     *
     * @param graceMillis how long work may take to end, or to look at a failure
     * @param except the names of findings that do not count
     * @throws IllegalArgumentException if there is no finding of such a name
     */
    public List<String> end(long graceMillis, Set<String> except) {
        try {
            return inspector.end(this, graceMillis, except);
        } finally {
            OPEN.remove(operation, this);
        }
    }

    /** Returns what was noticed until now: {@link Cancelled}, {@link Died} and findings of the agent. */
    public List<Object> noticed() {
        return new ArrayList<>(noticed);
    }

    /** Whether an operation is inspected. */
    static boolean isOf(String operation) {
        return OPEN.containsKey(operation);
    }

    /** Notes a finding about an operation, if that is inspected. */
    public static void found(String operation, Object finding) {
        note(operation, finding);
    }

    /** Called when a run of a periodic task has thrown. */
    static void periodicTaskDied(Object work, Task run, @Nullable Task scheduled, Throwable thrown) {
        if (scheduled != null && !OPEN.isEmpty()) {
            note(scheduled.correlation.knownId(), new Died(work, run, Failure.of(thrown, run.hop)));
        }
    }

    /** Called when a future was cancelled while a thread was running it. In which operation is not known here. */
    static void cancelledInRun(Object future) {
        for (String open : OPEN.keySet()) {
            note(open, new Cancelled(future));
        }
    }

    private static void note(String operation, Object what) {
        Inspection of = OPEN.get(operation);
        if (of != null && of.count.getAndIncrement() < MOST) {
            of.noticed.add(what);
        }
    }
}
