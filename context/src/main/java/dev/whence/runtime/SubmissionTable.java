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
final class SubmissionTable<T extends Task> implements Sweep.Swept {
    private final AtomicReferenceArray<@Nullable Entry<T>> heads;

    /** A table for about as many waiting runnables as a power of two says. */
    SubmissionTable(int buckets) {
        this.heads = new AtomicReferenceArray<>(buckets);
    }

    void add(Runnable runnable, T context) {
        int bucket = bucket(runnable);
        while (true) {
            Entry<T> head = heads.get(bucket);
            Entry<T> known = find(head, runnable);
            Entry<T> rest = without(head, runnable);
            Entry<T> added = known == null
                    ? new Entry<>(runnable, context, 1, false, rest)
                    : new Entry<>(runnable, known.context, known.count + 1, known.differsFrom(context), rest);
            if (heads.compareAndSet(bucket, head, added)) {
                return;
            }
        }
    }

    /**
     * Takes one submission of a runnable, whose context others may share; null if there is none. If it cannot be told
     * whose it is, the result is {@code ambiguous}.
     */
    @Nullable T take(Runnable runnable, @Nullable T ambiguous) {
        int bucket = bucket(runnable);
        while (true) {
            Entry<T> head = heads.get(bucket);
            Entry<T> known = find(head, runnable);
            if (known == null) {
                return null;
            }
            Entry<T> rest = without(head, runnable);
            Entry<T> left = known.count == 1
                    ? rest
                    : new Entry<>(runnable, known.context, known.count - 1, known.ambiguous, rest);
            if (heads.compareAndSet(bucket, head, left)) {
                return known.ambiguous ? ambiguous : known.context;
            }
        }
    }

    /** A chain that is replaced meanwhile is swept by that. */
    @Override
    public void sweep() {
        for (int bucket = 0; bucket < heads.length(); bucket++) {
            Entry<T> head = heads.get(bucket);
            heads.compareAndSet(bucket, head, without(head, null));
        }
    }

    private int bucket(Object key) {
        int hash = System.identityHashCode(key);
        return (hash ^ hash >>> 16) & (heads.length() - 1);
    }

    private static <T extends Task> @Nullable Entry<T> find(@Nullable Entry<T> head, Runnable runnable) {
        for (Entry<T> entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(runnable)) {
                return entry;
            }
        }
        return null;
    }

    /** A chain without the entry of one runnable, if that is given, and those of collected ones; the same chain if it has none. */
    private static <T extends Task> @Nullable Entry<T> without(@Nullable Entry<T> head, @Nullable Runnable runnable) {
        Entry<T> last = null;
        for (Entry<T> entry = head; entry != null; entry = entry.next) {
            if (entry.refersTo(null) || entry.refersTo(runnable)) {
                last = entry;
            }
        }
        return last == null ? head : without(head, runnable, last);
    }

    /** As above, if the last such entry is known: what comes after it stays as it is. */
    private static <T extends Task> @Nullable Entry<T> without(
            @Nullable Entry<T> head, @Nullable Runnable runnable, Entry<T> last) {
        Entry<T> kept = last.next;
        for (Entry<T> entry = head; entry != null && entry != last; entry = entry.next) {
            Runnable live = entry.get();
            if (live != null && live != runnable) {
                kept = new Entry<>(live, entry.context, entry.count, entry.ambiguous, kept);
            }
        }
        return kept;
    }

    private static final class Entry<T extends Task> extends WeakReference<Runnable> {
        final T context;
        final int count;
        final boolean ambiguous;
        final @Nullable Entry<T> next;

        Entry(Runnable runnable, T context, int count, boolean ambiguous, @Nullable Entry<T> next) {
            super(runnable);
            this.context = context;
            this.count = count;
            this.ambiguous = ambiguous;
            this.next = next;
        }

        boolean differsFrom(T other) {
            return ambiguous || !context.isLike(other);
        }
    }
}
