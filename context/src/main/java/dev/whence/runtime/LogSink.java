package dev.whence.runtime;

import java.time.Instant;

/**
 * One output of log events, whose lines form a graph that is closed: each line names its predecessors in that output.
 *
 * <p>There is one {@link #shared()} sink for all that the loggers let through, and up to three more, each for one
 * appender that sees only some of the events.
 */
public final class LogSink implements AutoCloseable {
    private static final LogSink SHARED = new LogSink(SinkIds.SHARED);

    /** One of {@link SinkIds}. */
    private final int id;

    private LogSink(int id) {
        this.id = id;
    }

    /** The sink of everything that passes a logger's level. */
    public static LogSink shared() {
        return SHARED;
    }

    /** A sink of one's own, to be closed when the output is; the shared one if there are too many. */
    public static LogSink open() {
        int id = SinkIds.open();
        return id == SinkIds.SHARED ? SHARED : new LogSink(id);
    }

    /** Makes room for another sink. A second close does nothing: the place may be somebody else's by then. */
    @Override
    public void close() {
        if (this != SHARED) {
            SinkIds.close(id);
        }
    }

    /**
     * Stamps a new event of the current task. To be called on the emitting thread, once for each event.
     *
     * @param instant the wall clock time of the event
     */
    public LogStamp stamp(Instant instant) {
        Causality.track();
        State state = State.current();
        state.checkAdoption();
        Task task = state.task;
        TaskLog log = task.log();
        return record(task, log, HybridClock.tick(latest(task, log), instant));
    }

    /**
     * Gives an event that the current task has stamped, for another sink, its predecessors in this one. If the task has
     * logged or seen another event since, as when the text of the first is made by code that logs, the first stands after
     * that one here, and so it gets a stamp that is later. An event that somebody else stamped is taken as it is.
     */
    public LogStamp stamp(LogStamp stamped) {
        Task task = State.current().task;
        TaskLog log = task.log;
        if (log == null || !stamped.isOf(log)) {
            return stamped;
        }
        long latest = latest(task, log);
        if (!stamped.isAt(latest)) {
            return record(task, log, HybridClock.next(latest));
        }
        return this == SHARED ? stamped : record(task, log);
    }

    private static long latest(Task task, TaskLog log) {
        Frontier frontier = task.frontier;
        return frontier == null ? log.hlc : HybridClock.later(log.hlc, frontier.hlc);
    }

    private LogStamp record(Task task, TaskLog log, long hlc) {
        log.n++;
        log.hlc = hlc;
        return record(task, log);
    }

    private LogStamp record(Task task, TaskLog log) {
        Frontier before = task.labelledFrontier();
        LogStamp stamp = new LogStamp(task, log, before, id);
        LoggedEvent mark = new LoggedEvent(log.ordinal, log.n, log.hlc, before == null ? 0 : before.ahead, log.base);
        task.frontier = Frontier.after(before, id, mark);
        task.frontierLabelled = true;
        return stamp;
    }
}
