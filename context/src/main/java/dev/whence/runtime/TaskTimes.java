package dev.whence.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * When the hop to a task was made, and when the task began, by {@link System#nanoTime}.
 *
 * <p>A look at the clock costs as much as a hop. So only the tasks have these times whose hop has read the stack, which
 * takes much longer, and those whose hop is {@linkplain HopSample measured}. {@link Sites} limits how often that happens.
 */
class TaskTimes {
    private long submitted;

    /** When the task was first resumed; 0 if it was not. */
    private long begun;

    TaskTimes(long submitted) {
        this.submitted = submitted;
    }

    /** Called when a task has taken these times. */
    void isTaken() {}

    void submittedNow() {
        submitted = System.nanoTime();
    }

    final void begins() {
        if (begun == 0) {
            begun = System.nanoTime();
        }
    }

    long millisSinceSubmitted() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - submitted));
    }

    /** Returns when the task was first resumed; 0 if it was not. */
    final long begun() {
        return begun;
    }

    final boolean isBegun() {
        return begun != 0;
    }

    /** Returns the time until the task began, since it was submitted, or since the given time if that is not 0. */
    final long waitedNanos(long since) {
        return begun - (since == 0 ? submitted : since);
    }

    final long ranNanos() {
        return System.nanoTime() - begun;
    }

    /** Returns the times by the clock that shows {@code now} at present. */
    Beginning beginning(Instant now) {
        long nanos = System.nanoTime();
        return new Beginning(before(now, nanos - submitted), begun == 0 ? null : before(now, nanos - begun));
    }

    private static Instant before(Instant now, long nanos) {
        return now.minusNanos(nanos).truncatedTo(ChronoUnit.MICROS);
    }

    /** The times of a task by the clock of the log. */
    record Beginning(@Nullable Instant submitted, @Nullable Instant begun) {
        static final Beginning UNKNOWN = new Beginning(null, null);

        long millisSinceSubmitted(Instant now) {
            return submitted == null
                    ? 0
                    : Math.max(0, Duration.between(submitted, now).toMillis());
        }
    }
}
