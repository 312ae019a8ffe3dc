package dev.whence.agent.findings;

import dev.whence.agent.Finding;
import dev.whence.agent.PresentOptions;
import dev.whence.agent.live.LongWaits;
import dev.whence.agent.live.StuckWaits;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Decides when to look for operations that are stuck: from half of the time on that the option {@code stuck} gives them,
 * some times. A {@link Budget} limits the looks.
 */
final class StuckLooks {
    /** The option for how long work may do nothing. */
    static final String PATIENCE = "stuck";

    /** How many looks there are in the time that an operation has. */
    private static final int LOOKS = 6;

    private final PresentOptions options;
    private final StuckWaits waits;
    private final Budget budget = new Budget(System.nanoTime());
    private long lookedAt = System.nanoTime();

    StuckLooks(LongWaits waits, PresentOptions options) {
        this.options = options;
        this.waits = new StuckWaits(waits);
    }

    /** Looks if it is time, and adds what is found. */
    void look(List<Finding> found) {
        long patience = options.millis(PATIENCE);
        long now = System.currentTimeMillis();
        long begin = System.nanoTime();
        boolean isTime = begin - lookedAt >= TimeUnit.MILLISECONDS.toNanos(patience / LOOKS);
        if (isTime && budget.allows(begin) && waits.isWorthIt(now, patience)) {
            lookedAt = begin;
            for (StuckWaits.Stuck wait : waits.look(now, patience)) {
                found.add(Stuck.of(wait, now));
            }
            budget.spent(begin, System.nanoTime());
        }
    }
}
