package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands events to the appender behind, in the order in which they were put, on a thread of its own that nothing but
 * {@link #stop} ends.
 */
final class AppenderWorker {
    private final CausalAppender owner;
    private final Delivery delivery;
    private final Slots slots;
    private final Counters counters;
    private final GapCollector gaps = new GapCollector();

    /** Events, whose number the slots bounds, gaps, and latches that are opened when all before them is flushed. */
    private final EntryQueue queue = new EntryQueue();

    private final CountDownLatch terminated = new CountDownLatch(1);
    private final Thread thread;
    private volatile boolean stopping;

    AppenderWorker(CausalAppender owner, Appender<ILoggingEvent> child, Slots slots, Counters counters) {
        this.owner = owner;
        this.delivery = new Delivery(owner, child, counters);
        this.slots = slots;
        this.counters = counters;
        this.thread = new Thread(null, this::run, "whence-" + owner.getName(), 0, false);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isWorker() {
        return Thread.currentThread() == thread;
    }

    /** Puts an event into the place that was claimed for it. */
    void put(ILoggingEvent event) {
        try {
            Gap due = gaps.takeIfDue(2 * slots.available() >= slots.capacity());
            if (due != null) {
                enqueue(due);
            }
            enqueue(event);
        } catch (OutOfMemoryError e) {
            slots.release();
            countDropped(event, "there was no memory to queue them");
            throw e;
        }
    }

    /** Counts an event as dropped, to be announced where it is missing. */
    void drop(ILoggingEvent event, String reason) {
        boolean first = countDropped(event, reason);
        if (first) {
            owner.addWarn("Dropping log events: " + reason);
        }
        if (first || stopping) {
            wake();
        }
    }

    /** Waits until everything that was put so far is handed over and flushed; false if that takes too long. */
    boolean flush(long millis) {
        CountDownLatch done = new CountDownLatch(1);
        enqueue(done);
        return isWorker() || UninterruptibleWait.await(millis, nanos -> done.await(nanos, TimeUnit.NANOSECONDS));
    }

    /** Ends the handover when the queue is empty, or else after a time; what is left then is dropped. */
    boolean stop(long millis) {
        stopping = true;
        wake();
        if (isWorker() || UninterruptibleWait.await(millis, nanos -> terminated.await(nanos, TimeUnit.NANOSECONDS))) {
            return true;
        }
        slots.close();
        discardQueue();
        delivery.abandonInFlight();
        return false;
    }

    /** Lets the worker look around: whether there is a gap to announce, or nothing left to do. */
    private void wake() {
        enqueue(new CountDownLatch(1));
    }

    private void enqueue(Object entry) {
        queue.add(entry);
        if (slots.isClosed()) {
            discardQueue();
        }
    }

    private void run() {
        while (!isFinished()) {
            try {
                handle(nextEntry());
            } catch (Throwable e) {
                // Only stop() ends this thread, neither an interrupt nor want of memory or stack.
            }
        }
        try {
            discardQueue();
            announcePending();
            delivery.stop();
        } finally {
            terminated.countDown();
        }
    }

    private boolean isFinished() {
        return slots.isClosed() || (stopping && queue.isEmpty() && slots.closeIfIdle());
    }

    private Object nextEntry() throws InterruptedException {
        Object entry = queue.poll();
        if (entry == null) {
            announcePending();
            entry = queue.take();
        }
        return entry;
    }

    private void announcePending() {
        Gap gap = gaps.take();
        if (gap != null) {
            delivery.announce(gap);
        }
        delivery.announceMissing();
    }

    private void handle(Object entry) {
        if (entry instanceof CountDownLatch latch) {
            delivery.flush();
            latch.countDown();
        } else if (entry instanceof Gap gap) {
            delivery.announce(gap);
        } else {
            try {
                delivery.deliver((ILoggingEvent) entry);
            } finally {
                slots.release();
            }
        }
    }

    /** Empties the queue when nobody will read it any more. */
    private void discardQueue() {
        for (Object entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (entry instanceof CountDownLatch latch) {
                latch.countDown();
            } else if (entry instanceof ILoggingEvent event) {
                countDropped(event, "the appender was stopped before they could be written");
                slots.release();
            }
        }
    }

    private boolean countDropped(ILoggingEvent event, String reason) {
        counters.dropped.incrementAndGet();
        return gaps.add(EventStamps.instant(event), reason);
    }
}
