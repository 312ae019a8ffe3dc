package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.spi.FilterReply;
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
 * can keep that promise at a time; a status message tells of further ones.
 */
public class CausalAppender extends OneChildAppender implements CausalAppenderMXBean {
    private final PipelineOptions options = new PipelineOptions();
    private final Counters counters = new Counters();

    /** Kept after {@link #stop}, to count events that are logged too late. */
    private volatile @Nullable Pipeline pipeline;

    @Override
    public void start() {
        Appender<ILoggingEvent> child = child();
        if (isStarted()) {
            return;
        }
        String error = child == null ? "No attached appenders found." : options.error();
        if (child == null || error != null) {
            addError(String.valueOf(error));
            return;
        }
        addInfo(options.toString());
        Tally tally = counters.begin();
        Pipeline started = new Pipeline(this, getName(), options, new ChildSink(child, tally), tally);
        pipeline = started;
        started.start();
        super.start();
    }

    @Override
    public void stop() {
        Pipeline ending = pipeline;
        if (!isStarted() || ending == null) {
            return;
        }
        super.stop();
        if (ending.stop()) {
            detachAndStopAllAppenders();
        }
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
        Pipeline current = pipeline;
        if (current == null) {
            addWarn("Attempted to append to non started appender [" + getName() + "].");
        } else {
            current.append(event);
        }
    }

    /** Sets the capacity of the queue, in events. It must be at least 1. The default is 8192. */
    public void setQueueSize(int queueSize) {
        options.queueSize = queueSize;
    }

    /**
     * Sets the number of free places below which events below WARN are dropped and announced. The default is 0: no event
     * is dropped because of its level.
     */
    public void setDiscardingThreshold(int discardingThreshold) {
        options.discardingThreshold = discardingThreshold;
    }

    /**
     * Sets whether an event is dropped and announced, instead of waiting, if the queue is full. The default is false.
     */
    public void setNeverBlock(boolean neverBlock) {
        options.neverBlock = neverBlock;
    }

    /** Sets whether the caller's class, method and line are determined, which is expensive. The default is false. */
    public void setIncludeCallerData(boolean includeCallerData) {
        options.includeCallerData = includeCallerData;
    }

    /**
     * Sets how long {@link #stop} and the exit of the JVM wait for the queued events, in milliseconds. The default is
     * 30 000; 0 means without limit.
     */
    public void setMaxFlushTime(int maxFlushTime) {
        options.maxFlushTime = maxFlushTime;
    }

    /**
     * Sets how long the attached appender may take no event, in milliseconds, until events that find the queue full are
     * dropped instead of waiting. The default is 10 000.
     */
    public void setMaxBlock(int maxBlock) {
        options.maxBlock = maxBlock;
    }

    /** Returns the number of events that the attached appender took without a failure that it shows. */
    @Override
    public long getWritten() {
        return counters.written();
    }

    /**
     * Returns the number of dropped events: those that got no place and those that were logged after {@link #stop}. If
     * {@code stop} ended while the attached appender was still busy with an event, that event counts as dropped until
     * the attached appender returns.
     */
    @Override
    public long getDropped() {
        return counters.dropped();
    }

    /** Returns the number of events that had to wait for a place in the queue. */
    @Override
    public long getBlocked() {
        return counters.blocked();
    }

    /**
     * Returns the number of events on which the attached appender failed: by a throwable, or because it could not
     * write.
     */
    @Override
    public long getFailed() {
        return counters.failed();
    }

    /** Returns the number of events in the queue, with those that are about to be queued or being written. */
    @Override
    public int getNumberOfElementsInQueue() {
        return options.queueSize - getRemainingCapacity();
    }

    /** Returns for how many further events the queue has room. */
    @Override
    public int getRemainingCapacity() {
        Pipeline current = pipeline;
        return current == null ? options.queueSize : current.remainingCapacity();
    }
}
