package dev.whence.runtime;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntUnaryOperator;

/**
 * One output of log events, whose lines form a graph that is closed: each line names its predecessors in that output.
 *
 * <p>There is one {@link #shared()} sink for all that the loggers let through, and up to three more, each for one
 * appender that sees only some of the events.
 */
public final class LogSink implements AutoCloseable {
    private static final int LIMIT = 4;
    private static final AtomicInteger IN_USE = new AtomicInteger(1);
    private static final AtomicInteger USERS = new AtomicInteger();
    private static final LogSink SHARED = new LogSink(0);

    /** The place of the sink in the low bits, and which of its successive users this is in the others. */
    private final int id;

    private final AtomicBoolean closed = new AtomicBoolean();

    private LogSink(int id) {
        this.id = id;
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
                return new LogSink(USERS.incrementAndGet() * LIMIT + free);
            }
        }
    }

    /** Makes room for another sink. A second close does nothing: the place may be somebody else's by then. */
    @Override
    public void close() {
        if (this != SHARED && closed.compareAndSet(false, true)) {
            int place = place(id);
            IN_USE.updateAndGet(new IntUnaryOperator() {
                @Override
                public int applyAsInt(int used) {
                    return used & ~place;
                }
            });
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
        Frontier frontier = task.frontier;
        log.n++;
        long before = frontier == null ? log.hlc : HybridClock.later(log.hlc, frontier.hlc);
        log.hlc = HybridClock.tick(before, instant);
        return record(task, log);
    }

    /**
     * Gives an event that the current task stamped last, for another sink, its predecessors in this one. An event that
     * somebody else stamped, or that is for this sink already, is taken as it is.
     */
    public LogStamp stamp(LogStamp stamped) {
        Task task = State.current().task;
        TaskLog log = task.log;
        return this != SHARED && log != null && stamped.isLastOf(log) ? record(task, log) : stamped;
    }

    /** The places of the sinks that there are. */
    static int placesInUse() {
        return IN_USE.get();
    }

    /** The place of a sink, as a bit. */
    static int place(int sink) {
        return 1 << sink % LIMIT;
    }

    private LogStamp record(Task task, TaskLog log) {
        Frontier before = task.labelledFrontier();
        LogStamp stamp = new LogStamp(task, log, before, id);
        task.frontier = Frontier.after(before, new Mark(log.ordinal, log.n, log.hlc, id, log.base));
        task.frontierLabelled = true;
        return stamp;
    }
}
