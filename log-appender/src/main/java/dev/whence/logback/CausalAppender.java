package dev.whence.logback;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.FilterReply;
import dev.whence.runtime.LogSink;
import dev.whence.runtime.LogStamp;
import org.jspecify.annotations.Nullable;

/**
 * Hands events to another appender on a thread of its own, in an order in which causes come before effects: what
 * logback's {@code AsyncAppender} is for, with the same properties, but nothing is lost in silence.
 *
 * <p>By default nothing is discarded: a thread that finds the queue full waits. If the appender behind then takes
 * nothing for {@link #setMaxBlock maxBlock}, events are dropped until it moves again; a warning in their place, and a
 * status, tells how many they were. So does one for events on which the appender behind fails. {@link #stop} writes what is queued. So does the exit of the JVM, and whatever is
 * logged even later is written before the logging call returns.
 *
 * <p>Each line names its predecessors among the lines of this appender, so filters belong here and not on the appender
 * behind. At most three such appenders at a time can keep that promise.
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

    /** What exists between start and stop; kept afterwards, to count what comes too late. */
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
            addInfo("All queued events were handed over.");
        } else {
            addWarn("The appender behind did not take all events within " + maxFlushTime + " ms: "
                    + (counters.dropped.get() - before) + " events were dropped.");
        }
        ending.sink.close();
        if (ending.shutdownHook != null) {
            ending.shutdownHook.remove();
        }
    }

    private void flushAtExit() {
        Session ending = session;
        exiting = true;
        if (ending != null && !ending.worker.flush(flushMillis())) {
            addWarn("The appender behind did not take all events within " + maxFlushTime + " ms");
        }
    }

    /** Zero means as long as it takes, as for {@code AsyncAppender}. */
    private long flushMillis() {
        return maxFlushTime == 0 ? Long.MAX_VALUE : maxFlushTime;
    }

    /** Unlike the inherited method, this takes what is logged while a message is formatted. */
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
        // Made before a place is claimed: if there is no memory for it, none is lost.
        StampedEvent unstamped = new StampedEvent(event, null);
        String refusal = claimSlot(current, event);
        if (refusal == null) {
            stampAndEnqueue(current, event, unstamped);
        } else {
            current.worker.drop(event, refusal);
        }
    }

    /** Claims a place for the event; null if it has one, else why not. */
    private @Nullable String claimSlot(Session current, ILoggingEvent event) {
        if (!isStarted()) {
            return "the appender was stopped";
        }
        if (current.slots.available() < discardingThreshold && isDiscardable(event)) {
            return "fewer than " + discardingThreshold + " places were left in the queue";
        }
        if (current.slots.tryClaim()) {
            return null;
        }
        if (neverBlock || current.worker.isWorker()) {
            return "the queue was full";
        }
        return awaitSlot(current.slots) ? null : "the appender behind took no event for " + maxBlock + " ms";
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

    /** How many events are queued at most, 8192 unless set. */
    public void setQueueSize(int queueSize) {
        this.queueSize = queueSize;
    }

    /** When fewer places than this are left, events below WARN are discarded, and announced; 0 (never) unless set. */
    public void setDiscardingThreshold(int discardingThreshold) {
        this.discardingThreshold = discardingThreshold;
    }

    /** Whether an event that finds the queue full is discarded, and announced, instead of waiting. */
    public void setNeverBlock(boolean neverBlock) {
        this.neverBlock = neverBlock;
    }

    /** Whether the class, method and line that logged are determined, which costs far more than all the rest. */
    public void setIncludeCallerData(boolean includeCallerData) {
        this.includeCallerData = includeCallerData;
    }

    /** How long {@link #stop} and the exit of the JVM wait, in milliseconds: 30 000 unless set, 0 for ever. */
    public void setMaxFlushTime(int maxFlushTime) {
        this.maxFlushTime = maxFlushTime;
    }

    /**
     * How long the appender behind may take nothing, in milliseconds, before events that find the queue full no longer
     * wait: 10 000 unless set.
     */
    public void setMaxBlock(int maxBlock) {
        this.maxBlock = maxBlock;
    }

    /** How many events the appender behind has taken, as far as it says. */
    public long getWritten() {
        return counters.written.get();
    }

    /**
     * How many events were dropped because there was no place for them, or because they came too late. One that the
     * appender behind did not return from before the end counts as dropped until it does.
     */
    public long getDropped() {
        return counters.dropped.get();
    }

    /** How many events had to wait for a place. */
    public long getBlocked() {
        return counters.blocked.get();
    }

    /** How many events the appender behind refused by an exception or an error, or could not write. */
    public long getFailed() {
        return counters.failed.get();
    }

    /** How many events are on their way. */
    public int getNumberOfElementsInQueue() {
        return queueSize - getRemainingCapacity();
    }

    /** How many events find a place without waiting. */
    public int getRemainingCapacity() {
        Session current = session;
        return current == null ? queueSize : current.slots.available();
    }
}
