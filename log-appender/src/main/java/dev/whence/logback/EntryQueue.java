package dev.whence.logback;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the worker, without bounds: all may add, one thread waits for what comes.
 *
 * <p>This is none of the JDK's queues, since with the agent's option {@code queues=edges} those record an edge from each
 * thread that adds to the one that takes: the worker would come after everything, which tells nothing and costs a lot.
 */
final class EntryQueue {
    private static final class Entry extends AtomicReference<@Nullable Entry> {
        private static final long serialVersionUID = 1;

        transient @Nullable Object value;

        Entry(@Nullable Object value) {
            this.value = value;
        }
    }

    private final ReentrantLock taking = new ReentrantLock();

    /** The entry that was taken last; its next one is the first. */
    private Entry taken = new Entry(null);

    private final AtomicReference<Entry> last = new AtomicReference<>(taken);
    private final AtomicReference<@Nullable Thread> waiting = new AtomicReference<>();

    void add(Object value) {
        Entry added = new Entry(value);
        last.getAndSet(added).set(added);
        Thread reader = waiting.get();
        if (reader != null && waiting.compareAndSet(reader, null)) {
            LockSupport.unpark(reader);
        }
    }

    /** Takes the first one; null if there is none. */
    @Nullable Object poll() {
        taking.lock();
        try {
            Entry first = taken.get();
            if (first == null) {
                return null;
            }
            // A link would keep what comes later alive for as long as this is not collected.
            taken.lazySet(null);
            taken = first;
            Object value = first.value;
            first.value = null;
            return value;
        } finally {
            taking.unlock();
        }
    }

    boolean isEmpty() {
        taking.lock();
        try {
            return taken.get() == null;
        } finally {
            taking.unlock();
        }
    }

    /** Takes the first one, or waits until there is one. */
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
