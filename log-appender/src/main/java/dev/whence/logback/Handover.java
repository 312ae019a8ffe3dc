package dev.whence.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Hands events to the appender behind, in the order in which they were put, on a thread of its own that nothing but
 * {@link #stop} ends.
 */
final class Handover {
    private final CausalAppender owner;
    private final Appender<ILoggingEvent> child;
    private final Room room;
    private final Counts counts;
    private final Gaps gaps = new Gaps();

    /** Events, whose number the room bounds, and latches that are opened when all before them is flushed. */
    private final BlockingQueue<Object> queue = new LinkedBlockingQueue<>();

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread worker;
    private volatile boolean stopping;

    Handover(CausalAppender owner, Appender<ILoggingEvent> child, Room room, Counts counts) {
        this.owner = owner;
        this.child = child;
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
        Gap due = gaps.endIfDue(2 * room.available() >= room.size());
        if (due != null) {
            enqueue(announcement(due));
        }
        enqueue(event);
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
            } catch (InterruptedException e) {
                // Only stop() ends this thread.
            } catch (Throwable e) {
                report("The appender behind failed", e);
            }
        }
        end();
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

    private void handle(Object entry) throws IOException {
        if (entry instanceof CountDownLatch latch) {
            flush();
            latch.countDown();
        } else if (entry instanceof GapEvent announcement) {
            announce(announcement);
        } else {
            deliver((ILoggingEvent) entry);
        }
    }

    private void deliver(ILoggingEvent event) {
        try {
            append(event);
            counts.written.incrementAndGet();
        } catch (Throwable e) {
            long failures = counts.failed.incrementAndGet();
            if (Long.bitCount(failures) == 1) {
                report(failures + " log events failed in the appender behind, the last one with", e);
            }
        } finally {
            room.release();
        }
    }

    private void append(ILoggingEvent event) {
        if (!child.isStarted()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] is not started");
        }
        child.doAppend(event);
    }

    private void announcePending() {
        Gap gap = gaps.end();
        if (gap != null) {
            announce(announcement(gap));
        }
    }

    private void announce(GapEvent announcement) {
        owner.addWarn(announcement.gap().text());
        append(announcement);
    }

    private GapEvent announcement(Gap gap) {
        return new GapEvent(gap, (LoggerContext) owner.getContext());
    }

    /** An appender may keep what it was given in a buffer until it is stopped, and at exit nobody stops it. */
    private void flush() throws IOException {
        if (child instanceof OutputStreamAppender<?> appender && appender.getOutputStream() != null) {
            appender.getOutputStream().flush();
        }
    }

    private void end() {
        try {
            discard();
            announcePending();
            child.stop();
        } catch (Throwable e) {
            report("The appender behind failed as it was stopped", e);
        } finally {
            ended.countDown();
        }
    }

    /** Empties the queue when nobody will read it any more. */
    private void discard() {
        for (Object entry = queue.poll(); entry != null; entry = queue.poll()) {
            if (entry instanceof CountDownLatch latch) {
                latch.countDown();
            } else if (!(entry instanceof GapEvent)) {
                count((ILoggingEvent) entry, "the appender was stopped before they could be written");
                room.release();
            }
        }
    }

    private boolean count(ILoggingEvent event, String why) {
        counts.dropped.incrementAndGet();
        return gaps.add(EventStamps.instant(event), why);
    }

    /** Tells of a failure. Those who listen may fail as well: that must not end the worker. */
    private void report(String what, Throwable failure) {
        try {
            owner.addError(what, failure);
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }
}
