package dev.whence.runtime;

import dev.whence.runtime.TaskTimes.Beginning;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The identity of a task in the log, with its last event. It is created when the task first needs it. */
final class TaskLog {
    private static final AtomicLong ORDINALS = new AtomicLong();

    final long ordinal = ORDINALS.incrementAndGet();

    /** Events that precede the first event of the task; see {@link LoggedEvent#base}. */
    final long[] base;

    /** The number of the last event. */
    int n;

    /** The stamp of the last event. */
    long hlc;

    /** The times of the task, if they were taken. */
    final @Nullable TaskTimes times;

    /** The times of the task by the clock of the log, from the first event on. */
    private Beginning beginning = Beginning.UNKNOWN;

    /** The places of the sinks that have an event of the task, one bit each. */
    private byte sinks;

    TaskLog(@Nullable Frontier before, @Nullable TaskTimes times) {
        this.base = LoggedEvent.base(before == null ? List.of() : before.marks());
        this.times = times;
    }

    /** Called when an event is logged, at the given time by the clock of the log. */
    void logs(Instant now) {
        if (times != null && beginning == Beginning.UNKNOWN) {
            beginning = times.beginning(now);
        }
    }

    /** Returns the time since the hop to the task was made, in milliseconds; 0 if that is not known. */
    long millisSinceSubmitted() {
        TaskTimes known = times;
        return known == null ? beginning.millisSinceSubmitted(Settings.now()) : known.millisSinceSubmitted();
    }

    /**
     * Called when a sink takes an event of the task. Returns the times of the task if this is the first one there, or
     * else null. A sink that got the place of a closed one counts as that one.
     */
    @Nullable Beginning takenBy(int sink) {
        int place = 1 << SinkIds.place(sink);
        boolean isFirst = (sinks & place) == 0;
        sinks |= (byte) place;
        return isFirst ? beginning : null;
    }
}
