package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Hands events to the appender behind, in the order in which they were put, on a thread of its own that nothing but
 * {@link #stop} ends.
 */
final class Handover {
    private final CausalAppender owner;
    private final Delivery delivery;
    private final Room room;
    private final Counts counts;
    private final Gaps gaps = new Gaps();

    /** Events, whose number the room bounds, gaps, and latches that are opened when all before them is flushed. */
    private final EntryQueue queue = new EntryQueue();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;
    private volatile boolean stopping;

    Handover(CausalAppender owner, Appender<ILoggingEvent> child, Room room, Counts counts) {
        this.owner = owner;
        this.delivery = new Delivery(owner, child, counts);
        this.room = room;
        this.counts = counts;
        this.worker = new Thread(null, this::work, "whence-" + owner.getName(), 0, false);
        worker.setDaemon(true);
    }

    void start() {
        worker.start();
    }

    boolean isWorker() {
        return Thread.currentThread() == worker;
    }

    /** Puts an event into the place that was claimed for it. */
    void put(ILoggingEvent event) {
        try {
            Gap due = gaps.endIfDue(2 * room.available() >= room.size());
            if (due != null) {
                enqueue(due);
            }
            enqueue(event);
        } catch (OutOfMemoryError e) {
            room.release();
            count(event, "there was no memory to queue them");
            throw e;
        }
    }

    /** Counts an event as dropped, to be announced where it is missing. */
    void drop(ILoggingEvent event, String why) {
        boolean first = count(event, why);
        if (first) {
            owner.addWarn("Dropping log events: " + why);
        }
        if (first || stopping) {
            wake();
        }
    }

    /** Waits until everything that was put so far is handed over and flushed; false if that takes too long. */
    boolean flush(long millis) {
        CountDownLatch done = new CountDownLatch(1);
        enqueue(done);
        return isWorker() || Patience.await(millis, nanos -> done.await(nanos, TimeUnit.NANOSECONDS));
    }

    /** Ends the handover when the queue is empty, or else after a time; what is left then is dropped. */
    boolean stop(long millis) {
        stopping = true;
        wake();
        if (isWorker() || Patience.await(millis, nanos -> ended.await(nanos, TimeUnit.NANOSECONDS))) {
            return true;
        }
        room.close();
        discard();
        delivery.giveUp();
        return false;
    }

    /** Lets the worker look around: whether there is a gap to announce, or nothing left to do. */
    private void wake() {
        enqueue(new CountDownLatch(1));
    }

    private void enqueue(Object entry) {
        queue.add(entry);
        if (room.isClosed()) {
            discard();
        }
    }

    private void work() {
        while (!isDone()) {
            try {
                handle(next());
            } catch (Throwable e) {
                // Only stop() ends this thread, neither an interrupt nor want of memory or stack.
            }
        }
        try {
            discard();
            announcePending();
            delivery.end();
        } finally {
            ended.countDown();
        }
    }

    private boolean isDone() {
        return room.isClosed() || (stopping && queue.isEmpty() && room.closeIfUnused());
    }

    private Object next() throws InterruptedException {
        Object entry = queue.poll();
        if (entry == null) {
            announcePending();
            entry = queue.take();
        }
        return entry;
    }

    private void announcePending() {
        Gap gap = gaps.end();
        if (gap != null) {
            delivery.announce(gap);
        }
        delivery.tell();
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
                room.release();
            }
        }
    }

    /** Empties the queue when nobody will read it any more. */
    private void discard() {
        for (Object entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (entry instanceof CountDownLatch latch) {
                latch.countDown();
            } else if (entry instanceof ILoggingEvent event) {
                count(event, "the appender was stopped before they could be written");
                room.release();
            }
        }
    }

    private boolean count(ILoggingEvent event, String why) {
        counts.dropped.incrementAndGet();
        return gaps.add(EventStamps.instant(event), why);
    }
}
