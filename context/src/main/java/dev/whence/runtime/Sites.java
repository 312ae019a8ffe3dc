package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Finds the site of a hop.
 *
 * <p>Reading the stack takes some microseconds, many times what a continuation takes. So it is read as long as that
 * costs less than {@value #BUDGET_PERCENT} % of one core; beyond, the site last seen for the class of the function stands
 * in, and the hop says so. Most functions are lambdas, whose class belongs to one place in the source; where that was seen
 * again and again, to look once more is charged {@value #SETTLED_CHARGE} times, so that a busy service comes to spend less.
 * Where functions of one class come from several places, nothing stands in: the stack shows that the site was not looked at.
 */
public final class Sites {
    static final int BUDGET_PERCENT = 2;

    static final int SETTLED_CHARGE = 4;

    /**
     * What may be spent at once after a pause, and the most that may be owed: a look during which its thread was held up
     * seems to have taken all that time.
     */
    private static final long BURST_NANOS = 20_000_000;

    /** Hops of a thread between two looks at the clock when the budget is spent: a look costs as much as a hop. */
    private static final int CLOCK_INTERVAL = 64;

    /** What may be spent now; measured, since a walk costs ten times as much in code that is not compiled yet. */
    private static long creditNanos = BURST_NANOS;

    /** Racy on purpose, as the credit is: an off-by-some budget is as good. */
    private static long refilled = System.nanoTime();

    /** The hop from the current task that leads to a function. */
    public static @Nullable Hop hop(State state, FunctionType function) {
        return hop(state, function, false);
    }

    /** The same hop, made by the {@code execute} whose frame is at the top: it is named, but not shown. */
    public static @Nullable Hop hopOfExecute(State state, FunctionType function) {
        return hop(state, function, true);
    }

    private static @Nullable Hop hop(State state, FunctionType function, boolean inExecute) {
        state.checkAdoption();
        if (Settings.stacks == Settings.STACKS_OFF) {
            return state.task.hop;
        }
        Site known = function.site;
        if (known != null && !mayWalk(state)) {
            return hop(state, function.isOfOneSite() ? known : Site.UNSEEN, true);
        }
        Site site = look(inExecute, function.isSettled() ? SETTLED_CHARGE : 1);
        function.seenAt(site);
        return hop(state, site, false);
    }

    /** The hop from the current task that is made by hand; the stack is read whatever it costs. */
    public static @Nullable Hop hop(State state) {
        return Settings.stacks == Settings.STACKS_OFF ? state.task.hop : hop(state, look(false, 1), false);
    }

    private static Site look(boolean inExecute, int charge) {
        long begin = System.nanoTime();
        Site site = SiteWalk.here(inExecute);
        long end = System.nanoTime();
        earn(end);
        creditNanos = charged(creditNanos, end - begin, charge);
        return site;
    }

    /** What is left of a credit after a look that seems to have taken a time. */
    static long charged(long credit, long nanos, int charge) {
        return Math.max(-BURST_NANOS, credit - nanos * charge);
    }

    /** A hop that the JDK makes by itself, as between a delay and its task, adds nothing to the stack. */
    private static @Nullable Hop hop(State state, Site site, boolean approximate) {
        Hop parent = state.task.hop;
        return site == Site.UNKNOWN ? parent : Hop.to(parent, site, approximate);
    }

    private static boolean mayWalk(State state) {
        if (Settings.stacks == Settings.STACKS_FULL) {
            return true;
        }
        if (Settings.stacks == Settings.STACKS_SITES) {
            return false;
        }
        if (creditNanos > 0) {
            return true;
        }
        if (!isTimeForClock(++state.hops)) {
            return false;
        }
        earn(System.nanoTime());
        return creditNanos > 0;
    }

    /** Most threads live for a few hops only, so the first, second, fourth and so on are as good as each of many. */
    static boolean isTimeForClock(int hops) {
        return hops % CLOCK_INTERVAL == 0 || Integer.bitCount(hops) == 1;
    }

    private static void earn(long now) {
        long earned = (now - refilled) / 100 * BUDGET_PERCENT;
        refilled = now;
        creditNanos = Math.min(BURST_NANOS, creditNanos + earned);
    }

    private Sites() {}
}
