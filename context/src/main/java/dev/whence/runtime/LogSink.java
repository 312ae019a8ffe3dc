package dev.whence.runtime;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One output of log events, whose lines form a graph that is closed: each line names its predecessors in that output.
 *
 * <p>There is one {@link #shared()} sink for all that the loggers let through, and up to three more, each for one
 * appender that sees only some of the events.
 */
public final class LogSink implements AutoCloseable {
    private static final int LIMIT = 4;
    private static final AtomicInteger IN_USE = new AtomicInteger(1);
    private static final LogSink SHARED = new LogSink((byte) 0);

    private final byte index;

    private LogSink(byte index) {
        this.index = index;
    }

    /** The sink of everything that passes a logger's level. */
    public static LogSink shared() {
        return SHARED;
    }

    /** A sink of one's own, to be closed when the output is; the shared one if there are too many. */
    public static LogSink open() {
        for (int used = IN_USE.get(); ; used = IN_USE.get()) {
            int free = Integer.numberOfTrailingZeros(~used);
            if (free >= LIMIT) {
                return SHARED;
            }
            if (IN_USE.compareAndSet(used, used | 1 << free)) {
                return new LogSink((byte) free);
            }
        }
    }

    @Override
    public void close() {
        if (index != 0) {
            for (int used = IN_USE.get(); !IN_USE.compareAndSet(used, used & ~(1 << index)); ) {
                used = IN_USE.get();
            }
        }
    }

    /**
     * Stamps a new event of the current task. To be called on the emitting thread, once for each event.
     *
     * @param instant the wall clock time of the event
     */
    public LogStamp stamp(Instant instant) {
        Causality.track();
        Task task = State.current().task;
        TaskLog log = task.log();
        Frontier frontier = task.frontier;
        log.n++;
        log.hlc = HybridClock.tick(Math.max(log.hlc, frontier == null ? 0 : frontier.hlc), instant);
        return record(task, log);
    }

    /**
     * Gives an event that the current task stamped last, for another sink, its predecessors in this one. An event that
     * somebody else stamped is taken as it is.
     */
    public LogStamp stamp(LogStamp stamped) {
        Task task = State.current().task;
        TaskLog log = task.log;
        return log != null && stamped.isLastOf(log) ? record(task, log) : stamped;
    }

    private LogStamp record(Task task, TaskLog log) {
        Frontier before = task.frontier;
        LogStamp stamp = new LogStamp(task, log, before, task.frontierLabelled, index);
        task.frontier = Frontier.after(before, new Mark(log.ordinal, log.n, log.hlc, index, log.base));
        task.frontierLabelled = true;
        return stamp;
    }
}
