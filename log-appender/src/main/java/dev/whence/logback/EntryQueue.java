package dev.whence.logback;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An unbounded first-in-first-out queue. Any thread may add and poll; only one thread, the worker, waits in {@link
 * #take}.
 *
 * <p>The queues of the JDK cannot be used here. With the agent's option {@code queues=edges} they record an edge from
 * each producer to the consumer. The worker would then come after every event, which is useless and expensive.
 *
 * <p><b>Adding</b> follows Dmitry Vyukov's node-based queue for many producers: an atomic exchange makes the new entry
 * the last one, and a second step links it to its predecessor. The exchange decides the order. Between the two steps
 * the entry, and every entry behind it, is invisible to consumers, and {@link #isEmpty} may return true. Neither loses
 * an entry: the producer links it in the next step, and wakes the worker afterwards.
 *
 * <p><b>Polling</b> takes a lock, because a thread that discards entries may poll at the same time as the worker. The
 * lock never delays a producer.
 *
 * <p><b>No wake-up is lost.</b> The worker sets {@link #waiting} before it looks for an entry; a producer links its
 * entry before it reads {@code waiting}. All four accesses are volatile. So at least one of the two sees the other:
 * either the worker finds the entry, or the producer finds the worker and unparks it.
 */
final class EntryQueue {
    /** A value, and the reference to the next entry. */
    private static final class Entry extends AtomicReference<@Nullable Entry> {
        private static final long serialVersionUID = 1;

        transient @Nullable Object value;

        Entry(@Nullable Object value) {
            this.value = value;
        }
    }

    private final ReentrantLock taking = new ReentrantLock();

    /** The entry that was taken last. Its successor is the first entry of the queue. */
    private Entry taken = new Entry(null);

    private final AtomicReference<Entry> last = new AtomicReference<>(taken);
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    /** Adds a value at the end. */
    void add(Object value) {
        Entry added = new Entry(value);
        last.getAndSet(added).set(added);
        Thread reader = waiting.get();
        if (reader != null && waiting.compareAndSet(reader, null)) {
            LockSupport.unpark(reader);
        }
    }

    /** Removes and returns the first value, or returns null if there is none. */
    @Nullable Object poll() {
        taking.lock();
        try {
            Entry first = taken.get();
            if (first == null) {
                return null;
            }
            // Otherwise an old entry that is not collected yet would keep all later entries alive.
            taken.lazySet(null);
            taken = first;
            Object value = first.value;
            first.value = null;
            return value;
        } finally {
            taking.unlock();
        }
    }

    /** Returns whether there is no value that {@link #poll} would return. */
    boolean isEmpty() {
        taking.lock();
        try {
            return taken.get() == null;
        } finally {
            taking.unlock();
        }
    }

    /**
     * Removes and returns the first value, and waits for one if necessary.
     *
     * @throws InterruptedException if the thread is interrupted while it waits; no value is removed then
     */
    Object take() throws InterruptedException {
        try {
            while (true) {
                waiting.set(Thread.currentThread());
                Object value = poll();
                if (value != null) {
                    return value;
                }
                LockSupport.park(this);
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        } finally {
            waiting.set(null);
        }
    }
}
