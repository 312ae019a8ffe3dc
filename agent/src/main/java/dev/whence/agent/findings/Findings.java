package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.FindingLog;
import dev.whence.agent.FindingNames;
import dev.whence.agent.PresentOptions;
import dev.whence.agent.live.Circle;
import dev.whence.agent.live.Expectations;
import dev.whence.agent.live.LongWaits;
import dev.whence.agent.live.PoolLooks;
import dev.whence.agent.live.SharedThreads;
import dev.whence.agent.live.Unstopped;
import dev.whence.agent.live.Unstopped.Run;
import dev.whence.runtime.ContextLeaks;
import dev.whence.runtime.ContextLeaks.Leak;
import dev.whence.runtime.Failure;
import dev.whence.runtime.Failures;
import dev.whence.runtime.Incidents;
import dev.whence.runtime.Incidents.Incident;
import dev.whence.runtime.Incidents.NoCorrelation;
import dev.whence.runtime.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks each second for what is wrong, and tells of it. */
public final class Findings implements Runnable {
    private static final long PAUSE_MILLIS = 1_000;

    private final Set<String> wanted;
    private final PresentOptions options;
    private final Teller teller = new Teller();
    private final Unstopped unstopped = new Unstopped();
    private final Budget ofRuns = new Budget(System.nanoTime());
    private final Budget ofThreads = new Budget(System.nanoTime());
    private final Budget ofPools = new Budget(System.nanoTime());
    private final Budget ofLoops = new Budget(System.nanoTime());
    private final PoolLooks pools = new PoolLooks();
    private final LongWaits waits = new LongWaits();
    private final Standstills standstills = new Standstills(waits);
    private final SharedThreads sharedThreads = new SharedThreads();
    private final Expectations expectations = new Expectations();
    private final StuckLooks stuck;

    /** For the agent, which loads this class by its name. */
    public Findings(Set<String> wanted, PresentOptions options) {
        this.wanted = wanted;
        this.options = options;
        this.stuck = new StuckLooks(waits, options);
    }

    @Override
    public void run() {
        while (true) {
            try {
                look();
            } catch (InterruptedException e) {
                // No code interrupts this thread on purpose. An interrupt only makes it look earlier.
            } catch (RuntimeException | Error e) {
                // Memory may be short, or a logger may fail. The next look may succeed.
            }
            pause();
        }
    }

    /** Waits also after a look that has failed, so that one which fails each time costs nothing. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            // As above.
        }
    }

    private void look() throws InterruptedException {
        for (Finding finding : found()) {
            if (wanted.contains(finding.name()) && FindingLog.add(finding, System.currentTimeMillis())) {
                teller.tell(finding);
            }
        }
    }

    private List<Finding> found() throws InterruptedException {
        List<Finding> found = new ArrayList<>();
        for (Incident incident : Incidents.take()) {
            add(found, finding(incident));
            unstopped.cancelled(incident);
        }
        for (Leak leak : ContextLeaks.take()) {
            found.add(ContextLeak.of(leak));
        }
        for (Failure failure : Failures.lost()) {
            add(found, failure.loss() == Loss.LOST ? UnobservedFailure.of(failure) : IgnoredFailure.of(failure));
        }
        if (wanted.contains(FindingNames.ABANDONED)) {
            abandoned(found);
        }
        if (wanted.contains(FindingNames.BLOCKING_IO)) {
            blockingIo(found);
        }
        if (wanted.contains(FindingNames.STILL_RUNNING)) {
            stillRunning(found);
        }
        waits(found);
        if (wanted.contains(FindingNames.QUEUE_GROWTH)
                || wanted.contains(FindingNames.UNBOUNDED_QUEUE)
                || wanted.contains(FindingNames.SUSPECTED_STARVATION)) {
            pools(found);
        }
        return found;
    }

    private static @Nullable Finding finding(Incident incident) {
        return incident.work() instanceof Thread
                ? Blocking.of(incident)
                : incident.work() instanceof NoCorrelation
                        ? CorrelationLost.of(incident)
                        : DeadPeriodicTask.of(incident);
    }

    /** Without a budget: futures are only held for this look for two seconds. */
    private void abandoned(List<Finding> found) {
        found.addAll(Abandoned.of(expectations.look()));
    }

    private void blockingIo(List<Finding> found) {
        long begin = System.nanoTime();
        if (ofLoops.allows(begin)) {
            for (SharedThreads.Wait wait : sharedThreads.look(System.currentTimeMillis())) {
                add(found, BlockingIo.of(wait));
            }
            ofLoops.spent(begin, System.nanoTime());
        }
    }

    private void stillRunning(List<Finding> found) {
        long begin = System.nanoTime();
        if (ofRuns.allows(begin)) {
            for (Run run : unstopped.look(System.currentTimeMillis(), StillRunning.PATIENCE_MILLIS)) {
                found.add(StillRunning.of(run));
            }
            ofRuns.spent(begin, System.nanoTime());
        }
    }

    /** Most looks at waits are at threads only, and at two fields of each. */
    private void waits(List<Finding> found) throws InterruptedException {
        boolean areCirclesWanted =
                wanted.contains(FindingNames.POOL_STARVATION) || wanted.contains(FindingNames.WAIT_CYCLE);
        boolean isStuckWanted = wanted.contains(FindingNames.STUCK);
        long begin = System.nanoTime();
        if ((areCirclesWanted || isStuckWanted) && ofThreads.allows(begin)) {
            long lasting = waits.look(System.currentTimeMillis());
            ofThreads.spent(begin, System.nanoTime());
            if (areCirclesWanted) {
                standstills(found, lasting);
            }
            if (isStuckWanted && lasting != 0) {
                stuck.look(found);
            }
        }
    }

    private void standstills(List<Finding> found, long lasting) throws InterruptedException {
        for (Circle circle : standstills.look(lasting)) {
            long since = standstills.since(circle);
            add(found, PoolStarvation.of(circle, since));
            add(found, WaitCycle.of(circle, since));
        }
    }

    private void pools(List<Finding> found) {
        long begin = System.nanoTime();
        if (ofPools.allows(begin)) {
            long now = System.currentTimeMillis();
            PoolLooks.Seen seen = pools.look(now, options.millis(StuckLooks.PATIENCE));
            for (PoolLooks.Growing queue : seen.growing()) {
                found.add(GrowingQueue.of(queue, now));
            }
            for (PoolLooks.Latched pool : seen.latched()) {
                found.add(SuspectedStarvation.of(pool, now));
            }
            ofPools.spent(begin, System.nanoTime());
        }
    }

    private static void add(List<Finding> found, @Nullable Finding finding) {
        if (finding != null) {
            found.add(finding);
        }
    }
}
