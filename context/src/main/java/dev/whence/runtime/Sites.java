package dev.whence.runtime;

import org.jspecify.annotations.Nullable;

/**
 * Finds the site of a hop.
 *
 * <p>Walking the stack takes some microseconds, much longer than a continuation. So the stack is walked only as long as
 * that takes less than {@value #BUDGET_PERCENT} % of one core. Beyond this budget, the site that was last seen for the
 * class of the function is used, and the hop is marked as approximate. The first {@value #FREE_WALKS} walks are free: while
 * a program starts on a busy machine, its threads are suspended so often that few walks would use up the credit.
 *
 * <p>Most functions are lambdas, whose class belongs to one place in the source. Once that place was seen many times,
 * another walk is charged {@value #SETTLED_CHARGE} times its cost, so that a busy service spends less in the long run.
 * If functions of one class come from several places, no remembered site is used: the logical stack shows that the
 * stack was not walked.
 *
 * <p>Of some hops the times are measured: of the first {@value #FIRST_SAMPLED} to each class of functions, and then of
 * one in {@value #SAMPLED} that a thread makes.
 */
public final class Sites {
    /** The share of one core that walking stacks may take. */
    static final int BUDGET_PERCENT = 2;

    /** The factor by which a walk is charged for a class that was seen many times at one site. */
    static final int SETTLED_CHARGE = 4;

    /**
     * The largest credit, and the largest debt, in nanoseconds. The debt is limited because a walk whose thread was
     * suspended in between seems to have taken all that time.
     */
    private static final long BURST_NANOS = 20_000_000;

    /** The number of walks since the start that take nothing from the credit. */
    static final int FREE_WALKS = 256;

    /**
     * The number of hops of a thread between two looks at the clock while there is no credit: a look costs as much as a
     * hop.
     */
    private static final int CLOCK_INTERVAL = 64;

    /** The number of hops of a thread of which one is measured. It then stands for all of them. */
    static final int SAMPLED = 64;

    /** The number of hops to each class of functions that are all measured. */
    static final int FIRST_SAMPLED = 64;

    /** The number of which the next pause between two measured hops is made. Races are harmless. */
    private static int random = 1;

    /**
     * The credit in nanoseconds. The time of a walk is measured, because a walk takes ten times as long in code that is
     * not yet compiled.
     */
    private static long creditNanos = BURST_NANOS;

    /**
     * The time when the credit was last increased. Races here and on the credit are harmless: a slightly wrong budget
     * will do.
     */
    private static long refilled = System.nanoTime();

    /** The number of free walks so far. Races are harmless: there are some more. */
    private static int freeWalks;

    /** Returns the hop from the current task to a function. */
    public static @Nullable Hop hop(State state, FunctionType function) {
        return hop(state, function, false);
    }

    /**
     * As {@link #hop(State, FunctionType)}, for a hop made by the {@code execute} whose frame is on top of the stack.
     * That frame names the hop but is not shown.
     */
    public static @Nullable Hop hopOfExecute(State state, FunctionType function) {
        return hop(state, function, true);
    }

    private static @Nullable Hop hop(State state, FunctionType function, boolean inExecute) {
        state.checkAdoption();
        state.hopTimes = null;
        if (Settings.stacks == Settings.STACKS_OFF) {
            return state.task.hop;
        }
        Site known = function.site;
        if (known != null && !mayWalk(state)) {
            return hop(state, function, function.isOfOneSite() ? known : Site.UNSEEN, true);
        }
        Site site = look(state, inExecute, function.isSettled() ? SETTLED_CHARGE : 1);
        function.seenAt(site);
        return hop(state, function, site, false);
    }

    /** Returns the hop that the program itself makes from the current task. The stack is walked even without credit. */
    public static @Nullable Hop hop(State state) {
        return Settings.stacks == Settings.STACKS_OFF ? state.task.hop : hop(state, look(state, false, 1), false);
    }

    /** Reads the site from the stack. The time of the hop is noted if there is a log that may show it. */
    private static Site look(State state, boolean inExecute, int charge) {
        long begin = System.nanoTime();
        state.hopTimes = Causality.isTracked() ? new TaskTimes(begin) : null;
        Site site = SiteWalk.here(inExecute);
        if (freeWalks < FREE_WALKS) {
            freeWalks++;
        } else {
            long end = System.nanoTime();
            earn(end);
            creditNanos = charged(creditNanos, end - begin, charge);
        }
        return site;
    }

    /** Returns what is left of a credit after a walk that took the given time. */
    static long charged(long credit, long nanos, int charge) {
        return Math.max(-BURST_NANOS, credit - nanos * charge);
    }

    /**
     * Returns the hop at a site. A hop that the JDK makes by itself, such as between a delay and its task, adds nothing
     * to the stack.
     */
    private static @Nullable Hop hop(State state, Site site, boolean approximate) {
        Hop parent = state.task.hop;
        return site == Site.UNKNOWN ? parent : Hop.to(parent, site, approximate);
    }

    private static @Nullable Hop hop(State state, FunctionType function, Site site, boolean approximate) {
        if (function.firstSamples < FIRST_SAMPLED || --state.untilSample <= 0) {
            sample(state, function, site);
        }
        if (HopSpan.ARE_MADE && site != Site.UNKNOWN) {
            HopSpans.hop(state);
        }
        return hop(state, site, approximate);
    }

    /** Measures the hop, if it is one of those that are. A hop that the JDK makes by itself is not. */
    private static void sample(State state, FunctionType function, Site site) {
        boolean isFirst = function.firstSamples < FIRST_SAMPLED;
        if (isFirst) {
            function.firstSamples++;
        } else {
            // Before the first hop of a thread, the count is below zero now.
            int before = state.untilSample == 0 ? 0 : beforeFirst();
            state.untilSample = before == 0 ? untilNext() : before;
            if (before != 0) {
                return;
            }
        }
        if (site != Site.UNKNOWN) {
            int weight = isFirst ? 1 : SAMPLED;
            state.hopTimes = new HopSample(Boundaries.ALL.of(site), weight, state.pool(), System.nanoTime());
        }
    }

    /**
     * Returns in how many hops a thread that measures one now measures the next. It is {@value #SAMPLED} on average, but
     * never in step with what the program repeats.
     */
    static int untilNext() {
        return 1 + belowTwice();
    }

    /**
     * Returns how many hops a thread that makes its first one now makes before it measures one. Any hop has the same
     * chance, so that threads which make a few hops only are measured as often as others.
     */
    static int beforeFirst() {
        return Math.min(belowTwice(), belowTwice());
    }

    /** Returns a number from 0 on, below twice {@link #SAMPLED} minus 1; each of them is as likely. */
    private static int belowTwice() {
        int next = random * 1_664_525 + 1_013_904_223;
        random = next;
        return ((next >>> 16) * (2 * SAMPLED - 1)) >>> 16;
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

    /**
     * Whether the clock is read at this hop of a thread, counted from 1. Most threads live for a few hops only, so it
     * is read at every power of two as well.
     */
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
