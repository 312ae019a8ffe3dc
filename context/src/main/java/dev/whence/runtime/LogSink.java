package dev.whence.runtime;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An output of log events. Its lines form a closed graph: each line names its predecessors in the same output.
 *
 * <p>The {@link #shared()} sink takes all events that pass a logger's level. There are up to three more sinks, each for
 * an appender that sees only some of the events.
 */
public final class LogSink implements AutoCloseable {
    private static final LogSink SHARED = new LogSink(SinkIds.SHARED);

    /** The ID of this sink; see {@link SinkIds}. */
    private final int id;

    private LogSink(int id) {
        this.id = id;
    }

    /** Returns the sink of all events that pass a logger's level. */
    public static LogSink shared() {
        return SHARED;
    }

    /** Returns a new sink, which must be closed with the output. If there are too many, this is the shared sink. */
    public static LogSink open() {
        int id = SinkIds.open();
        return id == SinkIds.SHARED ? SHARED : new LogSink(id);
    }

    /**
     * Closes this sink, so that its place can be used again. A second close does nothing, even if another sink has the
     * place.
     */
    @Override
    public void close() {
        if (this != SHARED) {
            SinkIds.close(id);
        }
    }

    /**
     * Stamps a new event of the current task. Must be called on the emitting thread, once for each event.
     *
     * @param instant the wall-clock time of the event
     */
    public LogStamp stamp(Instant instant) {
        return stamp(instant, id);
    }

    /**
     * Stamps a new event in this sink, and at the same time in the shared one, which is cheaper than one by one.
     * {@link #shared(LogStamp)} returns the stamp in the shared sink.
     */
    public LogStamp stampAndShare(Instant instant) {
        return stamp(instant, SinkIds.SHARED);
    }

    private LogStamp stamp(Instant instant, int other) {
        Causality.track();
        State state = State.current();
        state.checkAdoption();
        Task task = state.task;
        TaskLog log = task.log();
        log.logs(instant);
        count(log, HybridClock.tick(latest(task, log), instant));
        return record(task, log, other);
    }

    /**
     * Returns the stamp in the shared sink of an event that {@link #stampAndShare} has stamped. Must be called on the
     * emitting thread.
     */
    public static LogStamp shared(LogStamp stamped) {
        TaskLog log = State.current().task.knownLog();
        return stamped.in(SinkIds.SHARED, log == null || !stamped.isOf(log) ? null : log);
    }

    /**
     * Gives an event of the current task, which was stamped for another sink, its predecessors in this sink.
     *
     * <p>The task may have logged or seen another event since the stamp was made. This happens if formatting the
     * event's message logs something. In that case the event comes after the other one in this sink, so it gets a new,
     * later stamp. An event of another task keeps its stamp unchanged.
     */
    public LogStamp stamp(LogStamp stamped) {
        Task task = State.current().task;
        TaskLog log = task.knownLog();
        if (log == null || !stamped.isOf(log)) {
            return stamped;
        }
        long latest = latest(task, log);
        if (!stamped.isAt(latest)) {
            count(log, HybridClock.next(latest));
            return record(task, log, id);
        }
        return this == SHARED ? stamped : record(task, log, id);
    }

    private static long latest(Task task, TaskLog log) {
        Frontier frontier = task.frontier;
        return frontier == null ? log.hlc : HybridClock.later(log.hlc, frontier.hlc);
    }

    private static void count(TaskLog log, long hlc) {
        log.n++;
        log.hlc = hlc;
    }

    /** Makes the last event of a task its frontier, in this sink and in another one, which may be the same. */
    private LogStamp record(Task task, TaskLog log, int other) {
        Frontier before = task.labelledFrontier();
        LogStamp stamp = new LogStamp(task, log, before, id);
        LoggedEvent[] known = before == null ? null : before.last(log.ordinal, log.n);
        task.frontier = Frontier.after(before, id, other, known == null ? event(log, before) : known);
        task.frontierLabelled = true;
        return stamp;
    }

    private static LoggedEvent[] event(TaskLog log, @Nullable Frontier before) {
        long ahead = before == null ? 0 : before.ahead;
        return new LoggedEvent[] {new LoggedEvent(log.ordinal, log.n, log.hlc, ahead, log.base)};
    }
}
