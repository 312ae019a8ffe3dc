package dev.whence.runtime;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The tasks of runnables that wait in a queue without a place for them: any number for each runnable, which is held
 * weakly, together with its tasks. Lock-free.
 */
final class SubmissionTable {
    private static final int BUCKETS = 1 << 10;

    private final AtomicReferenceArray<@Nullable Entry> heads = new AtomicReferenceArray<>(BUCKETS);

    void add(Runnable runnable, ThreadPoolHooks.PoolRun task) {
        int bucket = bucket(runnable);
        Entry head;
        do {
            head = heads.get(bucket);
        } while (!heads.compareAndSet(bucket, head, new Entry(runnable, task, without(head, null, null))));
    }

    void remove(Runnable runnable, ThreadPoolHooks.PoolRun task) {
        int bucket = bucket(runnable);
        Entry head;
        do {
            head = heads.get(bucket);
        } while (!heads.compareAndSet(bucket, head, without(head, runnable, task)));
    }

    /** Takes the oldest task of a runnable; but if its tasks differ in their correlation, null. */
    ThreadPoolHooks.@Nullable PoolRun take(Runnable runnable) {
        int bucket = bucket(runnable);
        while (true) {
            Entry head = heads.get(bucket);
            Entry oldest = null;
            boolean ambiguous = false;
            for (Entry entry = head; entry != null; entry = entry.next) {
                if (entry.refersTo(runnable)) {
                    ambiguous |= oldest != null && oldest.task.correlation != entry.task.correlation;
                    oldest = entry;
                }
            }
            if (oldest == null) {
                return null;
            }
            if (heads.compareAndSet(bucket, head, without(head, runnable, oldest.task))) {
                return ambiguous ? null : oldest.task;
            }
        }
    }

    private static int bucket(Object key) {
        int hash = System.identityHashCode(key);
        return (hash ^ hash >>> 10) & (BUCKETS - 1);
    }

    /** A chain without one entry and without those of collected runnables. */
    private static @Nullable Entry without(
            @Nullable Entry head, @Nullable Runnable runnable, ThreadPoolHooks.@Nullable PoolRun task) {
        if (head == null) {
            return null;
        }
        Entry rest = without(head.next, runnable, task);
        Runnable live = head.get();
        if (live == null || (live == runnable && head.task == task)) {
            return rest;
        }
        return rest == head.next ? head : new Entry(live, head.task, rest);
    }

    private static final class Entry extends WeakReference<Runnable> {
        final ThreadPoolHooks.PoolRun task;
        final @Nullable Entry next;

        Entry(Runnable runnable, ThreadPoolHooks.PoolRun task, @Nullable Entry next) {
            super(runnable);
            this.task = task;
            this.next = next;
        }
    }
}
