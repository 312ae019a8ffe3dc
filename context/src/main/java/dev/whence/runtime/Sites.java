package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.Stream;
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
final class Sites {
    static final int BUDGET_PERCENT = 2;

    static final int SETTLED_CHARGE = 4;

    /** What may be spent at once after a pause. */
    private static final long BURST_NANOS = 20_000_000;

    /** Hops between two looks at the clock when the budget is spent: a look costs as much as a hop. */
    private static final int CLOCK_INTERVAL = 64;

    /** What may be spent now; measured, since a walk costs ten times as much in code that is not compiled yet. */
    private static long creditNanos = BURST_NANOS;

    /** Racy on purpose, as the credit is: an off-by-some budget is as good. */
    private static long refilled = System.nanoTime();

    /** The hop from the current task that leads to a function. */
    static @Nullable Hop hop(State state, FunctionType function) {
        return hop(state, function, false);
    }

    /** The same hop, made by the {@code execute} whose frame is at the top: it is named, but not shown. */
    static @Nullable Hop hopOfExecute(State state, FunctionType function) {
        return hop(state, function, true);
    }

    private static @Nullable Hop hop(State state, FunctionType function, boolean inExecute) {
        state.checkAdoption();
        if (Settings.stacks == Settings.STACKS_OFF) {
            return state.task.hop;
        }
        Site known = function.site;
        if (known != null && !mayWalk(state)) {
            return hop(state, function.hasManySites ? Site.UNSEEN : known, true);
        }
        Site site = look(inExecute, function.isSettled() ? SETTLED_CHARGE : 1);
        function.seenAt(site);
        return hop(state, site, false);
    }

    /** The hop from the current task that is made by hand; the stack is read whatever it costs. */
    static @Nullable Hop hop(State state) {
        return Settings.stacks == Settings.STACKS_OFF ? state.task.hop : hop(state, look(false, 1), false);
    }

    private static Site look(boolean inExecute, int charge) {
        long begin = System.nanoTime();
        Site site = Walk.here(inExecute);
        long end = System.nanoTime();
        earn(end);
        creditNanos -= (end - begin) * charge;
        return site;
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
        if (++state.hops % CLOCK_INTERVAL != 0) {
            return false;
        }
        earn(System.nanoTime());
        return creditNanos > 0;
    }

    private static void earn(long now) {
        long earned = (now - refilled) / 100 * BUDGET_PERCENT;
        refilled = now;
        creditNanos = Math.min(BURST_NANOS, creditNanos + earned);
    }

    /**
     * All sites that something refers to, by their frames; grows without locks. A site that is forgotten is made anew when
     * it is seen again: a program may make classes, and so places, without end.
     */
    private static final class Interned extends WeakReference<Site> {
        private static final int BUCKETS = 1 << 10;
        private static final AtomicReferenceArray<@Nullable Interned> TABLE = new AtomicReferenceArray<>(BUCKETS);

        private final @Nullable Interned next;

        private Interned(Site site, @Nullable Interned next) {
            super(site);
            this.next = next;
        }

        static Site of(String api, StackWalker.StackFrame[] walked, int length) {
            int bucket = bucket(walked, length);
            while (true) {
                Interned head = TABLE.get(bucket);
                for (Interned at = head; at != null; at = at.next) {
                    Site site = at.get();
                    if (site != null && site.isAt(api, walked, length)) {
                        return site;
                    }
                }
                Site site = create(api, walked, length);
                if (TABLE.compareAndSet(bucket, head, new Interned(site, live(head)))) {
                    return site;
                }
            }
        }

        /** A chain without sites that are forgotten. */
        private static @Nullable Interned live(@Nullable Interned head) {
            Interned live = null;
            for (Interned at = head; at != null; at = at.next) {
                Site site = at.get();
                if (site != null) {
                    live = new Interned(site, live);
                }
            }
            return live;
        }

        private static int bucket(StackWalker.StackFrame[] walked, int length) {
            int hash = 0;
            for (int i = 0; i < length; i++) {
                hash = 31 * hash + walked[i].getClassName().hashCode() + 7 * walked[i].getByteCodeIndex();
            }
            return (hash ^ hash >>> 16) & (BUCKETS - 1);
        }

        private static Site create(String api, StackWalker.StackFrame[] walked, int length) {
            StackTraceElement[] frames = new StackTraceElement[length];
            int[] indexes = new int[length];
            for (int i = 0; i < length; i++) {
                frames[i] = walked[i].toStackTraceElement();
                indexes[i] = walked[i].getByteCodeIndex();
            }
            return new Site(api, frames, indexes);
        }
    }

    /**
     * One walk over the top of the stack. Six frames, counting those of the JDK, are what the JVM fetches in one batch;
     * only where these show no frame of the user's, or with {@code stacks=full}, is more asked for.
     */
    private static final class Walk implements Function<Stream<StackWalker.StackFrame>, @Nullable Site> {
        private static final int SHORT = 6;
        private static final int LONG = 64;
        private static final int USER_FRAMES = 4;
        private static final int ALL_USER_FRAMES = 48;
        private static final StackWalker WALKER = StackWalker.getInstance();
        private static final Walk[] SHORT_WALK = walks(SHORT, USER_FRAMES);
        private static final Walk[] LONG_WALK = walks(LONG, USER_FRAMES);
        private static final Walk[] FULL_WALK = walks(LONG, ALL_USER_FRAMES);

        private final int limit;
        private final int userFrames;
        private final boolean inExecute;

        private Walk(int limit, int userFrames, boolean inExecute) {
            this.limit = limit;
            this.userFrames = userFrames;
            this.inExecute = inExecute;
        }

        private static Walk[] walks(int limit, int userFrames) {
            return new Walk[] {new Walk(limit, userFrames, false), new Walk(limit, userFrames, true)};
        }

        static Site here(boolean inExecute) {
            int which = inExecute ? 1 : 0;
            if (Settings.stacks == Settings.STACKS_FULL) {
                return orUnknown(WALKER.walk(FULL_WALK[which]));
            }
            Site site = WALKER.walk(SHORT_WALK[which]);
            return site != null ? site : orUnknown(WALKER.walk(LONG_WALK[which]));
        }

        private static Site orUnknown(@Nullable Site site) {
            return site == null ? Site.UNKNOWN : site;
        }

        @Override
        public @Nullable Site apply(Stream<StackWalker.StackFrame> stack) {
            StackWalker.StackFrame[] frames = new StackWalker.StackFrame[userFrames];
            int length = 0;
            String api = Site.UNKNOWN.api;
            boolean isExecute = inExecute;
            Iterator<StackWalker.StackFrame> frame = stack.limit(limit).iterator();
            while (frame.hasNext() && length < userFrames) {
                StackWalker.StackFrame walked = frame.next();
                if (!isExecute && !Frames.isMachinery(walked.getClassName())) {
                    frames[length++] = walked;
                } else if (length > 0 || Frames.completes(walked.getClassName(), walked.getMethodName())) {
                    break;
                } else if (!Frames.isOurs(walked.getClassName())) {
                    isExecute = false;
                    api = walked.getMethodName();
                }
            }
            return length == 0 ? null : Interned.of(api, frames, length);
        }
    }

    private Sites() {}
}
