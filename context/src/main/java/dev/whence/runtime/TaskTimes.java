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
 * takes much longer. {@link Sites} limits how often that happens.
 */
final class TaskTimes {
    private long submitted;

    /** When the task was first resumed; 0 if it was not. */
    private long begun;

    TaskTimes(long submitted) {
        this.submitted = submitted;
    }

    void submittedNow() {
        submitted = System.nanoTime();
    }

    void begins() {
        if (begun == 0) {
            begun = System.nanoTime();
        }
    }

    long millisSinceSubmitted() {
        return Math.max(0, TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - submitted));
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
