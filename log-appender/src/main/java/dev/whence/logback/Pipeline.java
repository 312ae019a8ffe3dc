package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.spi.ContextAwareBase;
import dev.whence.runtime.LogSink;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The way of events from the logging threads through a ring to the worker and its sink, from the start of an appender
 * to its stop.
 *
 * <p><b>Place before stamp.</b> An event gets its place in the ring before it is stamped. An event that gets no place is
 * dropped without a stamp, so no later event can name it as a predecessor. Causes come before effects in the output,
 * because an effect is logged after the logging call of its cause has returned.
 *
 * <p><b>Waiting.</b> A slow sink and one that hangs differ in one way only: from the slow one events still leave the
 * ring. So {@code maxBlock} does not limit the whole wait of a thread. It limits the time in which no event at all has
 * left. When one thread has waited in vain, the ring is <em>stalled</em>: the next threads need not wait for the same
 * sink again. The first event that leaves ends that state. A waiting thread looks again and again, so the worker spends
 * no time on waking threads.
 *
 * <p><b>Exit.</b> The JVM runs all shutdown hooks at the same time, so other hooks may log while {@link #flushAtExit}
 * runs and afterwards. That method sets {@code exiting} first and then waits until the ring is written. A logging thread
 * does the reverse: it publishes its event and then reads {@code exiting}. If it reads false, its event was in the ring
 * before the hook began to wait. If it reads true, it waits by itself. In both cases a thread waits for the event, so the
 * JVM, which waits for its hooks, does not end before the event is written. If the wait of a logging thread is in vain,
 * that thread resets {@code exiting}: a sink that hangs must not delay every event.
 */
final class Pipeline {
    private static final int YIELDS = 20;
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** With more waiting threads than this, none of them yields. */
    private static final int FEW = 2;

    /** For so many waiting threads, each pauses once more as long. */
    private static final int MANY = 8;

    private static final int LONGEST_PAUSE = 16;

    private final ContextAwareBase owner;
    private final PipelineOptions options;
    private final Tally tally;
    private final EventRing ring;
    private final AppenderWorker worker;
    private final Sink sink;
    private final LogSink books;
    private final @Nullable ShutdownHook shutdownHook;

    /** The number of events that had left the ring when a thread last waited in vain. */
    private volatile long stalledAt = -1;

    private volatile boolean stopped;
    private volatile boolean exiting;

    /** Creates a pipeline that is not started. */
    Pipeline(ContextAwareBase owner, String name, PipelineOptions options, Sink sink, Tally tally) {
        this.owner = owner;
        this.options = options;
        this.tally = tally;
        this.books = Books.open(owner, name);
        this.sink = sink;
        this.ring = new EventRing(options.queueSize);
        this.worker = new AppenderWorker(owner, name, ring, sink, tally);
        this.shutdownHook = ShutdownHook.add(this::flushAtExit, "whence-exit-" + name);
    }

    void start() {
        worker.start();
    }

    /** Passes an event on, or drops and announces it. */
    void append(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
        if (options.includeCallerData) {
            event.getCallerData();
        }
        // Created before a place is claimed: an OutOfMemoryError here must not cost a place.
        StampedEvent stamped = new StampedEvent(event);
        if (stopped) {
            drop(event, Loss.STOPPED);
        } else if (options.discardingThreshold > 0 && isDiscardable(event)) {
            drop(event, Loss.THRESHOLD);
        } else {
            long place = ring.claim();
            if (place == EventRing.FULL) {
                place = awaitPlace(event);
            }
            if (place >= 0) {
                publish(place, event, stamped);
            } else if (place == EventRing.CLOSED) {
                drop(event, Loss.STOPPED);
            }
        }
    }

    private boolean isDiscardable(ILoggingEvent event) {
        return ring.available() < options.discardingThreshold
                && !event.getLevel().isGreaterOrEqual(Level.WARN);
    }

    /** Waits for a place. Returns it, or {@link EventRing#FULL} after the event was dropped. */
    private long awaitPlace(ILoggingEvent event) {
        if (options.neverBlock || worker.isWorker()) {
            drop(event, Loss.FULL);
            return EventRing.FULL;
        }
        long place = stalledAt == ring.removed() ? EventRing.FULL : waitForPlace();
        if (place == EventRing.FULL) {
            drop(event, Loss.TIMEOUT);
        }
        return place;
    }

    private long waitForPlace() {
        tally.block();
        worker.beginWait();
        boolean interrupted = false;
        try {
            long removed = ring.removed();
            long since = System.nanoTime();
            for (int tries = 0; true; tries++) {
                interrupted |= Thread.interrupted();
                pause(tries);
                long place = ring.claim();
                if (place != EventRing.FULL) {
                    return place;
                }
                long now = System.nanoTime();
                if (ring.removed() != removed) {
                    removed = ring.removed();
                    since = now;
                } else if (now - since >= TimeUnit.MILLISECONDS.toNanos(options.maxBlock)) {
                    stalledAt = removed;
                    return EventRing.FULL;
                }
            }
        } finally {
            worker.endWait();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * Yields at first if few threads wait. With more of them, that would pass the processor from one to the next, not
     * to the worker. The more threads wait, the longer each of them pauses, because one or two that find room keep
     * the worker busy.
     */
    @SuppressWarnings("ThreadPriorityCheck") // Nothing depends on it: a thread that yields in vain pauses.
    private void pause(int tries) {
        int waiting = worker.waiting();
        if (tries < YIELDS && waiting <= FEW) {
            Thread.yield();
        } else {
            long pause = PAUSE_NANOS * Math.min(1 + waiting / MANY, LONGEST_PAUSE);
            LockSupport.parkNanos(this, Math.min(pause, TimeUnit.MILLISECONDS.toNanos(options.maxBlock)));
        }
    }

    private void publish(long place, ILoggingEvent event, StampedEvent stamped) {
        try {
            stamped.stamp(EventStamps.in(books, event));
        } finally {
            ring.publish(place, stamped);
        }
        worker.published(place);
        if (worker.isBehind()) {
            sink.prepare(stamped);
        }
        if (options.awaitWrite) {
            worker.flush(place + 1, options.maxBlock);
        } else if (exiting) {
            exiting = worker.flush(place + 1, options.maxBlock);
        }
    }

    private void drop(ILoggingEvent event, Loss loss) {
        String reason = reason(loss);
        tally.refuse();
        if (worker.addToGap(event, loss, reason)) {
            owner.addWarn("Dropping log events: " + reason);
        }
    }

    private String reason(Loss loss) {
        return switch (loss) {
            case FULL -> "the queue was full";
            case TIMEOUT -> "nothing was written for " + options.maxBlock + " ms";
            case THRESHOLD -> "fewer than " + options.discardingThreshold + " places were left in the queue";
            default -> "the appender was stopped";
        };
    }

    /**
     * Announces events that are missing for another reason than those of this pipeline.
     *
     * @param gap the events
     */
    void announce(Gap gap) {
        worker.addToGap(gap);
    }

    /**
     * Writes the events in the ring, and ends the worker. Events are refused from now on, except those whose threads wait
     * for a place already. A second call does nothing.
     *
     * @return false if they could not be written in time
     */
    boolean stop() {
        if (stopped) {
            return !isAbandoned();
        }
        stopped = true;
        long before = tally.dropped();
        boolean isComplete = worker.stop(options.flushMillis());
        if (isComplete) {
            owner.addInfo("All queued events were written.");
        } else {
            owner.addWarn("Not all events could be written within " + options.maxFlushTime + " ms: "
                    + (tally.dropped() - before) + " events were dropped.");
        }
        books.close();
        if (shutdownHook != null) {
            shutdownHook.remove();
        }
        return isComplete;
    }

    private void flushAtExit() {
        exiting = true;
        if (!worker.flush(ring.accepted(), options.flushMillis())) {
            owner.addWarn("Not all events could be written within " + options.maxFlushTime + " ms");
        }
    }

    /** Returns whether {@link #stop} has given up on what could not be written. */
    boolean isAbandoned() {
        return worker.isAbandoned();
    }

    /** Returns for how many further events there is room. */
    int remainingCapacity() {
        return ring.available();
    }
}
