package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.live.Circle;
import dev.whence.agent.live.Standstill;
import dev.whence.agent.live.Unstopped;
import dev.whence.agent.live.WaitingWork;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Failures;
import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.Inspection;
import dev.whence.runtime.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Tells tests what they have left behind when they end. */
public final class Endings implements Inspection.Inspector {
    private static final long PAUSE_MILLIS = 10;

    /** For the agent, which loads this class by its name. */
    public Endings() {}

    @Override
    public void begin() {
        // All is ready.
    }

    @Override
    public List<String> end(Inspection inspection, long graceMillis, Set<String> except) {
        // A test may end with an interrupt. That belongs to whoever runs the tests.
        boolean isInterrupted = Thread.interrupted();
        try {
            return left(inspection, graceMillis).stream()
                    .filter(finding -> !except.contains(finding.name()))
                    .map(Teller::text)
                    .toList();
        } catch (InterruptedException e) {
            isInterrupted = true;
            throw new IllegalStateException("this thread was interrupted while it looked for findings", e);
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Returns what was found, and what is wrong now.
     *
     * <p>Whether a failure is observed is judged now, and not when the garbage collector has freed it: a test that has
     * ended looks at nothing any more. But work that the test has not waited for may be about to look, and cancelled
     * work about to end. So it is looked again until nothing is wrong, or the time of grace is over.
     */
    private static List<Finding> left(Inspection inspection, long graceMillis) throws InterruptedException {
        long begin = System.nanoTime();
        List<Finding> unfinished = unfinished(inspection);
        while (!unfinished.isEmpty() && System.nanoTime() - begin < TimeUnit.MILLISECONDS.toNanos(graceMillis)) {
            Thread.sleep(PAUSE_MILLIS);
            unfinished = unfinished(inspection);
        }
        Map<String, Finding> all = new LinkedHashMap<>();
        noticed(inspection).forEach(finding -> add(finding, all));
        unfinished.forEach(finding -> add(finding, all));
        for (Circle circle : circles(inspection.operation)) {
            add(PoolStarvation.of(circle, System.currentTimeMillis()), all);
            add(WaitCycle.of(circle, System.currentTimeMillis()), all);
        }
        return List.copyOf(all.values());
    }

    /** Adds a finding, unless there is one of its kind and place. */
    private static void add(@Nullable Finding finding, Map<String, Finding> all) {
        if (finding != null) {
            all.putIfAbsent(finding.name() + finding.site(), finding);
        }
    }

    /** Returns what is wrong now and may become right in a moment. */
    private static List<Finding> unfinished(Inspection inspection) {
        List<Finding> unfinished = new ArrayList<>();
        for (Failure failure : Failures.unobserved(inspection.operation)) {
            Finding finding = failure.loss() == Loss.LOST ? UnobservedFailure.of(failure) : null;
            if (finding != null) {
                unfinished.add(finding);
            }
        }
        Unstopped unstopped = new Unstopped();
        for (Object one : inspection.noticed()) {
            Object future = one instanceof Inspection.Cancelled cancelled ? cancelled.get() : null;
            if (future != null) {
                unstopped.cancelled(new Incident(future, null, null, ((Inspection.Cancelled) one).millis));
            }
        }
        for (Unstopped.Run run : unstopped.look(System.currentTimeMillis(), 0)) {
            if (run.operation().equals(inspection.operation)) {
                unfinished.add(StillRunning.now(run));
            }
        }
        return unfinished;
    }

    /** Returns what was found while the test ran. */
    private static List<Finding> noticed(Inspection inspection) {
        List<Finding> found = new ArrayList<>();
        for (Object one : inspection.noticed()) {
            Finding finding =
                    one instanceof Finding told ? told : one instanceof Inspection.Died died ? dead(died) : null;
            if (finding != null) {
                found.add(finding);
            }
        }
        return found;
    }

    private static @Nullable Finding dead(Inspection.Died died) {
        return DeadPeriodicTask.of(new Incident(died.work(), died.run(), died.failure(), died.failure().millis));
    }

    /** Returns the circles with work of an operation. */
    private static List<Circle> circles(String operation) throws InterruptedException {
        if (!WaitingWork.isOf(operation)) {
            return List.of();
        }
        return Standstills.lasting(Standstill.look().stream()
                .filter(circle -> circle.stops().stream()
                        .anyMatch(stop -> stop.operation().equals(operation)))
                .toList());
    }
}
