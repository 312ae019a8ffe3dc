package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.spi.FilterReply;
import java.io.File;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous appender that owns its file, writes causes before effects, and announces every event that is not in the
 * file. It takes the place of logback's {@code AsyncAppender} with a {@code FileAppender} or {@code RollingFileAppender},
 * and has the properties of all three.
 *
 * <p>A thread of this appender encodes the events and writes them, many at a time. While many events wait for that
 * thread, the threads that log encode theirs. An event counts as written when the operating system took its last byte.
 * By default no event is discarded: a thread that finds the queue full waits. While the file cannot be written, as on a
 * full disk, the events wait. If nothing can be written for {@link #setMaxBlock maxBlock}, events are dropped until it
 * can. A warning in the file takes the place of dropped events and names their number; so does a status message.
 *
 * <p>Without a rolling policy the file does not roll. {@code prudent} is an error, because only a process that owns its
 * file knows what is in it. {@code immediateFlush} and {@code bufferSize} have no effect: events are written as soon as
 * the thread of this appender has encoded what is in the queue.
 *
 * <p>If a process died while it wrote a line, that line stays as it is. What follows begins on a new line, with a warning
 * about the torn one.
 *
 * <p>{@link #stop} writes the queued events, and so does the exit of the JVM. If the process is killed, the events are
 * lost that were logged since the last batch was written, usually those of a millisecond or two. With {@link
 * #setAwaitWrite awaitWrite} a logging call returns only when its event is written, so nothing is lost.
 *
 * <p>Each line names its predecessors among the lines of this appender. At most three causal appenders can keep that
 * promise at a time; a status message tells of further ones.
 */
public class CausalFileAppender extends RollingFileAppender<ILoggingEvent> implements CausalAppenderMXBean {
    private final PipelineOptions options = new PipelineOptions();
    private final Counters counters = new Counters();

    /** Kept after {@link #stop}, to count events that are logged too late. */
    private volatile @Nullable Pipeline pipeline;

    private @Nullable RecordFile file;

    private @Nullable FileSink sink;

    @Override
    public void start() {
        if (isStarted() || !isConfigured()) {
            return;
        }
        addInfo(options.toString());
        Tally tally = counters.begin();
        RecordFile opened = new RecordFile(this, new File(getFile()), tally, this::isAbandoned);
        file = opened;
        try {
            truncateUnlessAppending(opened);
        } catch (IOException e) {
            addError("The file [" + getFile() + "] could not be truncated", e);
            return;
        }
        super.start();
        if (isStarted()) {
            FileSink files = new FileSink(this, opened);
            sink = files;
            Pipeline started = new Pipeline(this, getName(), options, files, tally);
            pipeline = started;
            announceTorn(started, opened);
            started.start();
        }
    }

    private boolean isAbandoned() {
        Pipeline current = pipeline;
        return current != null && current.isAbandoned();
    }

    private boolean isConfigured() {
        String error = options.error();
        if (isPrudent()) {
            error = "CausalFileAppender does not support prudent mode, because it must own its file."
                    + " Remove <prudent>, or use FileAppender.";
        } else if (getRollingPolicy() == null && getTriggeringPolicy() != null) {
            error = "A triggering policy needs a rolling policy, for the appender named [" + getName() + "].";
        } else if (rawFileProperty() == null && getRollingPolicy() == null) {
            error = "\"File\" property not set for appender named [" + getName() + "].";
        } else if (error == null) {
            NoRolling.setUnlessRolling(this);
        }
        if (error != null) {
            addError(error);
        }
        return error == null;
    }

    /** The superclass insists on appending, because a file that rolls must not be truncated. */
    private void truncateUnlessAppending(RecordFile opened) throws IOException {
        if (!isAppend() && getRollingPolicy() instanceof NoRolling) {
            setAppend(true);
            opened.truncate();
        }
    }

    private static void announceTorn(@Nullable Pipeline pipeline, RecordFile opened) {
        Gap torn = opened.takeTorn();
        if (torn != null && pipeline != null) {
            pipeline.announce(torn);
        }
    }

    @Override
    public void stop() {
        Pipeline ending = pipeline;
        if (isStarted() && ending != null) {
            ending.stop();
        }
    }

    @Override
    public String getFile() {
        return getRollingPolicy() == null ? rawFileProperty() : super.getFile();
    }

    /** Opens a file. Only at the start a failure is an error: later, the stream tries again when it writes. */
    @Override
    public void openFile(String name) throws IOException {
        RecordFile opened = Objects.requireNonNull(file);
        RecordStream stream = opened.open(new File(name), charset());
        if (isStarted()) {
            announceTorn(pipeline, opened);
        } else {
            stream.open();
        }
        setOutputStream(stream);
    }

    private Charset charset() {
        Charset charset = getEncoder() instanceof LayoutWrappingEncoder<?> encoder ? encoder.getCharset() : null;
        return charset == null ? StandardCharsets.UTF_8 : charset;
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

    @Override
    protected void writeOut(ILoggingEvent event) {
        Objects.requireNonNull(sink).write(event);
    }

    /** Writes an event, or first makes the file roll. */
    void writeOrRoll(ILoggingEvent event) {
        subAppend(event);
    }

    /** Writes an event into the stream as the superclass does. */
    void writeAsLogback(ILoggingEvent event) throws IOException {
        super.writeOut(event);
    }

    /** Closes the file and ends this appender. */
    void closeFile() {
        super.stop();
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
     * Sets whether a logging call returns only when its event is written, or after {@code maxBlock}. The default is
     * false. Events of several threads are still written together.
     */
    public void setAwaitWrite(boolean awaitWrite) {
        options.awaitWrite = awaitWrite;
    }

    /**
     * Sets how long {@link #stop} and the exit of the JVM wait for the queued events, in milliseconds. The default is
     * 30 000; 0 means without limit.
     */
    public void setMaxFlushTime(int maxFlushTime) {
        options.maxFlushTime = maxFlushTime;
    }

    /**
     * Sets how long nothing may be written, in milliseconds, until events that find the queue full are dropped instead of
     * waiting. The default is 10 000.
     */
    public void setMaxBlock(int maxBlock) {
        options.maxBlock = maxBlock;
    }

    /** Returns the number of events of which the operating system took all bytes. */
    @Override
    public long getWritten() {
        return counters.written();
    }

    /**
     * Returns the number of dropped events: those that got no place in the queue, those that were logged after {@link
     * #stop}, and those that {@code stop} gave up on.
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

    /** Returns the number of events that could not be encoded. */
    @Override
    public long getFailed() {
        return counters.failed();
    }

    /** Returns how often the last line of the file was torn when the file was opened. */
    public long getTornLines() {
        return counters.torn();
    }

    @Override
    public int getNumberOfElementsInQueue() {
        return options.queueSize - getRemainingCapacity();
    }

    @Override
    public int getRemainingCapacity() {
        Pipeline current = pipeline;
        return current == null ? options.queueSize : current.remainingCapacity();
    }
}
