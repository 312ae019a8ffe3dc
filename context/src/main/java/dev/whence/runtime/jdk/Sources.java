package dev.whence.runtime.jdk;

import dev.whence.runtime.Ring;
import dev.whence.runtime.State;
import dev.whence.runtime.Ticks;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sources of what is in flight: the futures that work depends on, and that were not complete when it began to depend
 * on them.
 *
 * <p>The JDK leads from a future to what depends on it, but nothing leads to a future that a callback of some library is
 * going to complete. So such a future is noted here when the first function is registered with it. Most are complete
 * soon after. So a future is first put into a {@link Ring}, which costs a few nanoseconds and no memory. Only if it is
 * still not complete when its place there is needed, or after about a second, it gets an entry that lasts.
 *
 * <p>A future that depends on such a one is reached from there, so it is not noted when others depend on it in turn.
 * Those are an exception whose functions are run by executors: these may have queues that are not known.
 *
 * <p>An entry refers to its future weakly, and the rings are emptied each second. So a future that nobody refers to any
 * more is collected at most two seconds later than without the agent.
 */
public final class Sources {
    /** How many entries are looked at in each second, to drop those that are complete. */
    private static final int LOOKS = 100_000;

    private static final Consumer<Object> KEEPER = new Keeper();
    private static final AtomicReference<@Nullable Entry> ADDED = new AtomicReference<>();

    /** The entries, which only the sweep changes. */
    private static volatile @Nullable Entry kept;

    /** Where the next look begins; null for the first entry. */
    private static @Nullable Entry looked;

    /** An entry for a source that stays incomplete. */
    private static final class Entry extends WeakReference<Object> {
        /** When the entry was made, by {@link Ticks}. */
        private final int since;

        private @Nullable Entry next;

        /** What is expected of the source; null for nothing. Written by the thread that tells of findings. */
        private volatile @Nullable Expectation expectation;

        Entry(Object source, int since, @Nullable Entry next) {
            super(source);
            this.since = since;
            this.next = next;
        }

        /** Whether the source is complete, or collected. The latter may disappoint whoever waits for it. */
        boolean isOver() {
            Object source = get();
            Expectation expected = expectation;
            if (source == null && expected != null) {
                expected.disappoint();
            }
            return source == null || !isPending(source);
        }
    }

    /** A source whose entry was made in the last seconds. */
    private record Newcomer(Entry entry, CompletableFuture<?> source) {}

    /**
     * The newcomers of the last sweep and of the one before. They are held until somebody has said what is expected of
     * them, but for two sweeps at most. Empty if nobody asks for them.
     */
    private static List<Newcomer> latest = List.of();

    private static List<Newcomer> beforeLatest = List.of();

    /** Says what is expected of sources. */
    public interface Expecting {
        /** Returns what is expected of a source that has not been completed at once, or null. */
        @Nullable Expectation of(CompletableFuture<?> source);
    }

    /** Gets the sources. */
    public interface Viewer {
        /** Called with a source that is not complete, and with the seconds for which it is known. */
        void see(Object source, int seconds);
    }

    /** Notes that work of the current thread is going to depend on a future. */
    static void note(State state, @Nullable CompletableFuture<?> future) {
        if (future != null && !Completers.isReached(future)) {
            noteRelayed(state, future);
        }
    }

    /**
     * Notes that a future is going to pass its result on. It is noted even if another leads to it: that may be one which
     * waits for this one, and nothing leads to such a circle.
     */
    static void noteRelayed(State state, CompletableFuture<?> future) {
        if (!Completers.isDone(future) && !Completers.hasDependents(future)) {
            add(state, future);
        }
    }

    /** Notes that a fork/join pool is going to run a task later. Nothing leads to the tasks that it delays. */
    static void noteDelayed(State state, ForkJoinTask<?> task) {
        add(state, task);
    }

    private static void add(State state, Object source) {
        Object before = state.ring().put(source);
        if (before != null && isPending(before)) {
            keep(before);
        }
    }

    private static boolean isPending(Object source) {
        return source instanceof CompletableFuture<?> future
                ? !Completers.isDone(future)
                : source instanceof ForkJoinTask<?> task && !task.isDone();
    }

    private static void keep(Object source) {
        Entry head;
        Entry added;
        do {
            head = ADDED.get();
            added = new Entry(source, Ticks.count(), head);
        } while (!ADDED.compareAndSet(head, added));
    }

    /** Empties the rings, and drops entries that are not needed any more. Called each second by one thread. */
    public static void sweep() {
        Ticks.next();
        moveToKept();
        dropSome();
    }

    /** Together with {@link #all} synchronized, so that no look misses what is moved. No hook waits for that. */
    private static synchronized void moveToKept() {
        Ring.takeAll(KEEPER);
        Entry added = ADDED.getAndSet(null);
        if (Expectation.areWatched()) {
            beforeLatest = latest;
            latest = newcomers(added);
        }
        if (added != null) {
            Entry last = added;
            while (last.next != null) {
                last = last.next;
            }
            last.next = kept;
            kept = added;
        }
    }

    private static List<Newcomer> newcomers(@Nullable Entry added) {
        List<Newcomer> newcomers = new ArrayList<>();
        for (Entry entry = added; entry != null; entry = entry.next) {
            if (entry.get() instanceof CompletableFuture<?> source) {
                newcomers.add(new Newcomer(entry, source));
            }
        }
        return newcomers;
    }

    /** Asks what is expected of the sources that have got an entry since the last call. */
    public static void expect(Expecting expecting) {
        for (Newcomer newcomer : takeNewcomers()) {
            newcomer.entry.expectation = expecting.of(newcomer.source);
        }
    }

    private static synchronized List<Newcomer> takeNewcomers() {
        List<Newcomer> taken = new ArrayList<>(beforeLatest);
        taken.addAll(latest);
        beforeLatest = List.of();
        latest = List.of();
        return taken;
    }

    /** Collects what is in the rings, and returns the heads of the lists of entries. */
    private static synchronized @Nullable Entry[] all(Consumer<Object> latest) {
        Ring.forEach(latest);
        return new @Nullable Entry[] {ADDED.get(), kept};
    }

    private static void dropSome() {
        Entry before = looked;
        int looks = LOOKS;
        while (looks-- > 0) {
            Entry entry = before == null ? kept : before.next;
            if (entry == null) {
                looked = null;
                return;
            }
            if (!entry.isOver()) {
                before = entry;
            } else if (before == null) {
                kept = entry.next;
            } else {
                before.next = entry.next;
            }
        }
        looked = before;
    }

    /** Shows the sources that are not complete. */
    public static void forEach(Viewer viewer) {
        List<Object> latest = new ArrayList<>();
        @Nullable Entry[] heads = all(latest::add);
        for (Object source : latest) {
            if (isPending(source)) {
                viewer.see(source, 0);
            }
        }
        int now = Ticks.count();
        for (Entry head : heads) {
            for (Entry entry = head; entry != null; entry = entry.next) {
                Object source = entry.get();
                if (source != null && isPending(source)) {
                    viewer.see(source, now - entry.since);
                }
            }
        }
    }

    /** Shows those sources that are not complete and that were noted less than about a second ago. */
    public static void forEachLatest(Viewer viewer) {
        Ring.forEach(one -> {
            if (isPending(one)) {
                viewer.see(one, 0);
            }
        });
    }

    /** A lambda in its place would be linked while the application starts. */
    private static final class Keeper implements Consumer<Object> {
        @Override
        public void accept(Object one) {
            if (isPending(one)) {
                keep(one);
            }
        }
    }

    private Sources() {}
}
