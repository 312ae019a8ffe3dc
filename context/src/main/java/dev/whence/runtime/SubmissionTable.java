package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The contexts of runnables that wait in a queue without a place for them.
 *
 * <p>One entry for each runnable, which is held weakly: the context of its submission, and how many there are. Once two
 * that wait at the same time differ in their correlation or span, nobody can tell which run belongs to which, and until none is
 * left all of them run in none. Lock-free.
 */
final class SubmissionTable implements Sweep.Swept {
    private static final int BUCKETS = 1 << 10;

    private final AtomicReferenceArray<@Nullable Entry> heads = new AtomicReferenceArray<>(BUCKETS);

    void add(Runnable runnable, ThreadPoolHooks.PoolRun context) {
        int bucket = bucket(runnable);
        while (true) {
            Entry head = heads.get(bucket);
            Entry known = find(head, runnable);
            Entry rest = without(head, runnable);
            Entry added = known == null
                    ? new Entry(runnable, context, 1, false, rest)
                    : new Entry(runnable, known.context, known.count + 1, known.differsFrom(context), rest);
            if (heads.compareAndSet(bucket, head, added)) {
                return;
            }
        }
    }

    /** Takes one submission of a runnable; null if there is none, or if it cannot be told whose it is. */
    ThreadPoolHooks.@Nullable PoolRun take(Runnable runnable) {
        int bucket = bucket(runnable);
        while (true) {
            Entry head = heads.get(bucket);
            Entry known = find(head, runnable);
            if (known == null) {
                return null;
            }
            Entry rest = without(head, runnable);
            Entry left = known.count == 1
                    ? rest
                    : new Entry(runnable, known.context, known.count - 1, known.ambiguous, rest);
            if (heads.compareAndSet(bucket, head, left)) {
                return known.ambiguous ? null : new ThreadPoolHooks.PoolRun(known.context);
            }
        }
    }

    /** A chain that is replaced meanwhile is swept by that. */
    @Override
    public void sweep() {
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            Entry head = heads.get(bucket);
            if (hasCollected(head)) {
                heads.compareAndSet(bucket, head, without(head, null));
            }
        }
    }

    private static boolean hasCollected(@Nullable Entry head) {
        for (Entry entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(null)) {
                return true;
            }
        }
        return false;
    }

    private static int bucket(Object key) {
        int hash = System.identityHashCode(key);
        return (hash ^ hash >>> 10) & (BUCKETS - 1);
    }

    private static @Nullable Entry find(@Nullable Entry head, Runnable runnable) {
        for (Entry entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(runnable)) {
                return entry;
            }
        }
        return null;
    }

    /** A chain without the entry of one runnable, if that is given, and those of collected ones. */
    private static @Nullable Entry without(@Nullable Entry head, @Nullable Runnable runnable) {
        Entry kept = null;
        for (Entry entry = head; entry != null; entry = entry.next) {
            Runnable live = entry.get();
            if (live != null && live != runnable) {
                kept = new Entry(live, entry.context, entry.count, entry.ambiguous, kept);
            }
        }
        return kept;
    }

    private static final class Entry extends WeakReference<Runnable> {
        final ThreadPoolHooks.PoolRun context;
        final int count;
        final boolean ambiguous;
        final @Nullable Entry next;

        Entry(Runnable runnable, ThreadPoolHooks.PoolRun context, int count, boolean ambiguous, @Nullable Entry next) {
            super(runnable);
            this.context = context;
            this.count = count;
            this.ambiguous = ambiguous;
            this.next = next;
        }

        boolean differsFrom(ThreadPoolHooks.PoolRun other) {
            return ambiguous || !context.isLike(other);
        }
    }
}
