package dev.whence.agent.findings;

import dev.whence.agent.live.Circle;
import dev.whence.agent.live.Circle.Kind;
import dev.whence.agent.live.LongWaits;
import dev.whence.agent.live.Standstill;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Decides when to look for threads and pools that stand still. All that is in flight is looked at only if some threads
 * have waited for the same since the last look, and once more after a moment: what was seen both times was true in
 * between.
 *
 * <p>If the same threads wait as before, it is looked again after longer and longer pauses. A {@link
 * Budget} limits all looks.
 */
final class Standstills {
    private static final long MOMENT_MILLIS = 100;
    private static final long FIRST_PAUSE = TimeUnit.SECONDS.toNanos(2);
    private static final long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(60);

    private final LongWaits waits;

    /** The set of waits that was judged last. */
    private long judged;

    /** How long not to judge the same set again. */
    private long pause;

    private long judgedAt;

    private final Budget ofAll = new Budget(System.nanoTime());

    Standstills(LongWaits waits) {
        this.waits = waits;
    }

    /**
     * Returns the circles that exist now, unless it is not the time to look.
     *
     * @param lasting a number for the set of waits that last; 0 for none
     */
    List<Circle> look(long lasting) throws InterruptedException {
        long now = System.nanoTime();
        boolean isJudged = lasting == judged && now - judgedAt < pause;
        return lasting == 0 || isJudged || !ofAll.allows(now) ? List.of() : judge(lasting, now);
    }

    private List<Circle> judge(long lasting, long now) throws InterruptedException {
        pause = lasting == judged ? Math.min(LONGEST_PAUSE, 2 * pause) : FIRST_PAUSE;
        judged = lasting;
        judgedAt = now;
        List<Circle> circles = Standstill.look();
        ofAll.spent(now, System.nanoTime());
        return lasting(circles);
    }

    /** Returns those of some circles that still exist after a moment. */
    static List<Circle> lasting(List<Circle> circles) throws InterruptedException {
        if (circles.isEmpty()) {
            return circles;
        }
        Thread.sleep(MOMENT_MILLIS);
        Set<Long> again = Standstill.look().stream().map(Circle::identity).collect(Collectors.toSet());
        return circles.stream()
                .filter(circle -> again.contains(circle.identity()))
                .toList();
    }

    /** Returns since when a circle is known. */
    long since(Circle circle) {
        long now = System.currentTimeMillis();
        return circle.all(Kind.THREAD).stream()
                .mapToLong(thread -> waits.since(thread.threadId(), now))
                .max()
                .orElse(now);
    }
}
