package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.FilterReply;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous appender that writes causes before effects and announces every event that it drops. It takes the
 * place of logback's {@code AsyncAppender} and has the same properties.
 *
 * <p>Events are passed to one attached appender by a thread of this appender. By default no event is discarded: a
 * thread that finds the queue full waits. If the attached appender takes no event for {@link #setMaxBlock maxBlock},
 * events are dropped until it does. A warning in the output takes the place of dropped events and names their number;
 * so does a status message. The same holds for events on which the attached appender fails.
 *
 * <p>{@link #stop} writes the queued events, and so does the exit of the JVM. Events that are logged even later, by
 * shutdown hooks, are written before the logging call returns.
 *
 * <p>Each line names its predecessors among the lines of this appender. So a filter belongs to this appender and not to
 * the attached one, or else lines would name predecessors that were filtered out. At most three appenders of this class
 * can keep that promise at a time.
 */
public class CausalAppender extends OneChildAppender {
    private final Counters counters = new Counters();
    private int queueSize = 8192;
    private int discardingThreshold;
    private boolean neverBlock;
    private boolean includeCallerData;
    private int maxFlushTime = 30_000;
    private int maxBlock = 10_000;

    private volatile @Nullable Session session;
    private volatile boolean exiting;

    /**
     * The objects that {@link #start} creates. They are kept after {@link #stop}, to count events that are logged too
     * late.
     */
    private record Session(
            Slots slots,
            AppenderWorker worker,
            LogSink sink,
            @Nullable ShutdownHook shutdownHook) {}

    @Override
    public void start() {
        Appender<ILoggingEvent> child = child();
        if (isStarted()) {
            return;
        }
        if (child == null) {
            addError("No attached appenders found.");
        } else if (queueSize < 1) {
            addError("Invalid queue size [" + queueSize + "]");
        } else {
            start(child);
        }
    }

    private void start(Appender<ILoggingEvent> child) {
        addInfo("queueSize=" + queueSize + ", discardingThreshold=" + discardingThreshold + ", neverBlock="
                + neverBlock + ", maxBlock=" + maxBlock + " ms, maxFlushTime=" + maxFlushTime
                + " ms, includeCallerData=" + includeCallerData);
        Slots slots = new Slots(queueSize, maxBlock);
        AppenderWorker worker = new AppenderWorker(this, child, slots, counters);
        ShutdownHook shutdownHook = ShutdownHook.add(this::flushAtExit, "whence-exit-" + getName());
        session = new Session(slots, worker, LogSink.open(), shutdownHook);
        worker.start();
        super.start();
    }

    @Override
    public void stop() {
        Session ending = session;
        if (!isStarted() || ending == null) {
            return;
        }
        super.stop();
        long before = counters.dropped.get();
        if (ending.worker.stop(flushMillis())) {
            detachAndStopAllAppenders();
            addInfo("All queued events were written.");
        } else {
            addWarn("The attached appender did not take all events within " + maxFlushTime + " ms: "
                    + (counters.dropped.get() - before) + " events were dropped.");
        }
        ending.sink.close();
        if (ending.shutdownHook != null) {
            ending.shutdownHook.remove();
        }
    }

    /**
     * Writes the queued events when the JVM exits.
     *
     * <p>The JVM runs all shutdown hooks at the same time, so other hooks may log while this method runs and
     * afterwards. This method sets {@code exiting} first and then waits until the queue is written. A logging thread
     * does the reverse: it puts its event into the queue and then reads {@code exiting}. If it reads false, its event
     * was in the queue before this method began to wait. If it reads true, it waits by itself. In both cases a thread
     * waits for the event, so the JVM, which waits for its hooks, does not end before the event is written.
     *
     * <p>The attached appender is flushed but not stopped, since events of other hooks may follow. If the wait of a
     * logging thread is in vain, that thread resets {@code exiting}: an attached appender that hangs must not delay
     * every event.
     */
    private void flushAtExit() {
        Session ending = session;
        exiting = true;
        if (ending != null && !ending.worker.flush(flushMillis())) {
            addWarn("The attached appender did not take all events within " + maxFlushTime + " ms");
        }
    }

    /** Returns the longest wait for the queued events. As in {@code AsyncAppender}, zero means without limit. */
    private long flushMillis() {
        return maxFlushTime == 0 ? Long.MAX_VALUE : maxFlushTime;
    }

    /** Appends an event. The inherited method would ignore events that are logged while a message is formatted. */
    @Override
    public void doAppend(ILoggingEvent event) {
        if (getFilterChainDecision(event) != FilterReply.DENY) {
            append(event);
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        Session current = session;
        if (current == null) {
            addWarn("Attempted to append to non started appender [" + getName() + "].");
            return;
        }
        event.prepareForDeferredProcessing();
        if (includeCallerData) {
            event.getCallerData();
        }
        // Created before a slot is claimed: an OutOfMemoryError here must not cost a slot.
        StampedEvent unstamped = new StampedEvent(event, null);
        String refusal = claimSlot(current, event);
        if (refusal == null) {
            stampAndEnqueue(current, event, unstamped);
        } else {
            current.worker.drop(event, refusal);
        }
    }

    /** Claims a slot for the event. Returns null on success, else the reason for dropping the event. */
    private @Nullable String claimSlot(Session current, ILoggingEvent event) {
        if (!isStarted()) {
            return "the appender was stopped";
        }
        if (current.slots.available() < discardingThreshold && isDiscardable(event)) {
            return "fewer than " + discardingThreshold + " slots were left in the queue";
        }
        if (current.slots.tryClaim()) {
            return null;
        }
        if (neverBlock || current.worker.isWorker()) {
            return "the queue was full";
        }
        return awaitSlot(current.slots) ? null : "the attached appender took no event for " + maxBlock + " ms";
    }

    private static boolean isDiscardable(ILoggingEvent event) {
        return !event.getLevel().isGreaterOrEqual(Level.WARN);
    }

    private boolean awaitSlot(Slots slots) {
        if (slots.isStalled()) {
            return false;
        }
        counters.blocked.incrementAndGet();
        return slots.claim();
    }

    private void stampAndEnqueue(Session current, ILoggingEvent event, StampedEvent unstamped) {
        StampedEvent stamped = unstamped;
        try {
            stamped = new StampedEvent(event, stamp(current.sink, event));
        } finally {
            current.worker.put(stamped);
        }
        if (exiting) {
            exiting = current.worker.flush(maxBlock);
        }
    }

    private static @Nullable LogStamp stamp(LogSink sink, ILoggingEvent event) {
        LogStamp stamp = EventStamps.of(event);
        return stamp == null ? null : sink.stamp(stamp);
    }

    /** Sets the capacity of the queue, in events. It must be at least 1. The default is 8192. */
    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    /**
     * Sets the number of free slots below which events below WARN are dropped and announced. The default is 0: no event
     * is dropped because of its level.
     */
    public void setDiscardingThreshold(int discardingThreshold) {
        this.discardingThreshold = discardingThreshold;
    }

    /**
     * Sets whether an event is dropped and announced, instead of waiting, if the queue is full. The default is false.
     */
    public void setNeverBlock(boolean neverBlock) {
        this.neverBlock = neverBlock;
    }

    /** Sets whether the caller's class, method and line are determined, which is expensive. The default is false. */
    public void setIncludeCallerData(boolean includeCallerData) {
        this.includeCallerData = includeCallerData;
    }

    /**
     * Sets how long {@link #stop} and the exit of the JVM wait for the queued events, in milliseconds. The default is
     * 30 000; 0 means without limit.
     */
    public void setMaxFlushTime(int maxFlushTime) {
        this.maxFlushTime = maxFlushTime;
    }

    /**
     * Sets how long the attached appender may take no event, in milliseconds, until events that find the queue full are
     * dropped instead of waiting. The default is 10 000.
     */
    public void setMaxBlock(int maxBlock) {
        this.maxBlock = maxBlock;
    }

    /** Returns the number of events that the attached appender took without a failure that it shows. */
    public long getWritten() {
        return counters.written.get();
    }

    /**
     * Returns the number of dropped events: those that got no slot and those that were logged after {@link #stop}. If
     * {@code stop} ended while the attached appender was still busy with an event, that event counts as dropped until
     * the attached appender returns.
     */
    public long getDropped() {
        return counters.dropped.get();
    }

    /** Returns the number of events that had to wait for a slot. */
    public long getBlocked() {
        return counters.blocked.get();
    }

    /**
     * Returns the number of events on which the attached appender failed: by a throwable, or because it could not
     * write.
     */
    public long getFailed() {
        return counters.failed.get();
    }

    /** Returns the number of claimed slots: the events that are queued, about to be queued, or being written. */
    public int getNumberOfElementsInQueue() {
        return queueSize - getRemainingCapacity();
    }

    /** Returns the number of free slots. */
    public int getRemainingCapacity() {
        Session current = session;
        return current == null ? queueSize : current.slots.available();
    }
}
