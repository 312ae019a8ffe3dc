package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The thread that passes queued events to the attached appender, in the order in which they were put.
 *
 * <p><b>Order.</b> The queue is first-in-first-out, and a logging call returns only when its event is in the queue. An
 * effect is logged after the logging call of its cause has returned. So causes come before effects in the output.
 *
 * <p><b>Entries.</b> The queue has three kinds of entries. An <em>event</em> holds a slot, so the number of events is
 * bounded. A <em>gap</em> announces dropped events. A <em>latch</em> is opened when all entries before it are handled
 * and the attached appender is flushed; a latch that no thread waits for only wakes the worker. Gaps and latches hold
 * no slot.
 *
 * <p><b>Gaps.</b> Each dropped event is counted and added to the pending gap. The pending gap gets its place in the
 * output in one of two ways. The worker announces it as soon as the queue is empty. Before that, the next event that is
 * put carries the gap into the queue in front of itself, as soon as half of the slots are free or the gap spans more
 * than a second. The first dropped event of a gap wakes the worker, so a gap is announced even if no further event
 * follows.
 *
 * <p><b>Stopping.</b> {@link #stop} lets the worker empty the queue. The worker ends only when it has also closed the
 * slots while no thread holds or awaits one; until then an event may still be on its way. Whenever that condition can
 * become true, the worker is awake: it checks after each entry, and a thread that gives up waiting for a slot wakes it.
 * The one exception is a producer that has no memory to enqueue its event. It releases its slot without waking the
 * worker, and {@link #stop} may then wait for its whole time.
 *
 * <p><b>No event is lost at the end.</b> The slots are closed first and the queue is discarded afterwards. A producer
 * does the reverse: it adds its entry first, then reads whether the slots are closed, and discards the queue if they
 * are. So at least one of the two finds each entry, and {@code poll} returns it to exactly one of them. A discarded
 * event counts as dropped. A discarded gap becomes pending again, and is announced if the attached appender returns.
 *
 * <p><b>Failures.</b> Nothing but {@link #stop} ends the thread: neither an exception, nor an interrupt, nor a lack of
 * memory or stack.
 */
final class AppenderWorker {
    private final CausalAppender owner;
    private final Delivery delivery;
    private final Slots slots;
    private final Counters counters;
    private final GapCollector gaps = new GapCollector();

    /** Events, gaps and latches: see above. */
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

    /** Returns whether the current thread is the worker, as in an attached appender that logs. */
    boolean isWorker() {
        return Thread.currentThread() == thread;
    }

    /** Enqueues an event. The caller has claimed a slot for it, which the worker releases. */
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

    /** Counts an event as dropped and adds it to the pending gap. */
    void drop(ILoggingEvent event, String reason) {
        boolean first = countDropped(event, reason);
        if (first) {
            owner.addWarn("Dropping log events: " + reason);
        }
        if (first || stopping) {
            wake();
        }
    }

    /**
     * Waits until every event that was put so far is written and flushed. The worker itself does not wait.
     *
     * @param millis the longest wait in milliseconds
     * @return false if the time elapsed
     */
    boolean flush(long millis) {
        CountDownLatch done = new CountDownLatch(1);
        enqueue(done);
        return isWorker() || UninterruptibleWait.await(millis, nanos -> done.await(nanos, TimeUnit.NANOSECONDS));
    }

    /**
     * Ends the worker when the queue is empty, or else when the time has elapsed. In that case the remaining events are
     * dropped. The worker itself does not wait.
     *
     * @param millis the longest wait in milliseconds
     * @return false if the time elapsed
     */
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

    /** Wakes the worker, which announces a pending gap and checks whether it is finished. */
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
                // Nothing but stop() ends this thread: see above.
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

    /** Empties the queue. Events count as dropped, gaps become pending again, and waiting threads are released. */
    private void discardQueue() {
        for (Object entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (entry instanceof CountDownLatch latch) {
                latch.countDown();
            } else if (entry instanceof ILoggingEvent event) {
                countDropped(event, "the appender was stopped before they could be written");
                slots.release();
            } else if (entry instanceof Gap gap) {
                gaps.add(gap);
            }
        }
    }

    /** Returns whether the event is the first one of a gap. */
    private boolean countDropped(ILoggingEvent event, String reason) {
        counters.dropped.incrementAndGet();
        return gaps.add(EventStamps.instant(event), reason);
    }
}
