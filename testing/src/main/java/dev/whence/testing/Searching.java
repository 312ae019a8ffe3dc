package dev.whence.testing;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A run in the search for a schedule under which a test fails. The first failure ends the search. */
final class Searching extends Scheduled {
    private final Schedule schedule;
    private final Progress progress;

    /** How far the search has come. */
    static final class Progress {
        private final AtomicInteger tried = new AtomicInteger();
        private volatile boolean hasFailed;

        boolean hasFailed() {
            return hasFailed;
        }
    }

    Searching(Schedule schedule, Progress progress) {
        super(schedule);
        this.schedule = schedule;
        this.progress = progress;
        progress.tried.incrementAndGet();
    }

    @Override
    Throwable failed(Throwable failure, Map<String, Integer> delays, String test) {
        progress.hasFailed = true;
        return schedule.hasDelays()
                ? new Shrinking(test, schedule, delays, failure).report(progress.tried.get())
                : failure;
    }
}
