package dev.whence.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Passes events to the attached appender and counts the result: an event is written, or it failed. A warning takes the
 * place of missing events, whether they were dropped before or failed here.
 *
 * <p><b>Missing events.</b> Missing events are added up until a warning about them is written. If a warning fails, the
 * sum is kept, and the next attempt follows before the next event or at the end. The sum is kept in fields: when memory
 * is exhausted, an object for it could not be created.
 *
 * <p><b>The event in flight.</b> If the attached appender hangs, {@link #abandonInFlight} removes the event in flight
 * and counts it as dropped. If the appender returns later, the worker finds that the event was removed. It then takes
 * the count back and counts the event as written or failed. Both sides remove the event atomically, so it is never
 * counted twice.
 *
 * <p>All methods but {@link #abandonInFlight} are called by the worker only.
 */
final class Delivery {
    private static final String FAILED = "the attached appender failed";

    private final CausalAppender owner;
    private final Appender<ILoggingEvent> child;
    private final ChildFailures failures;
    private final Counters counters;

    /** The event that was passed to the attached appender, until the appender returns. */
    private final AtomicReference<@Nullable ILoggingEvent> inFlight = new AtomicReference<>();

    /** The number of missing events that no warning was written about. */
    private long missing;

    private Instant missingFrom = Instant.EPOCH;
    private Instant missingTo = Instant.EPOCH;
    private String missingReason = "";
    private long failedAnnouncements;

    Delivery(CausalAppender owner, Appender<ILoggingEvent> child, Counters counters) {
        this.owner = owner;
        this.child = child;
        this.failures = new ChildFailures(child);
        this.counters = counters;
    }

    /**
     * Passes an event to the attached appender. The first failure is reported, and then each time their number has
     * doubled.
     */
    void deliver(ILoggingEvent event) {
        announceMissing();
        inFlight.set(event);
        Throwable failure = tryAppend(event);
        if (!inFlight.compareAndSet(event, null)) {
            counters.dropped.decrementAndGet();
        }
        if (failure == null) {
            counters.written.incrementAndGet();
        } else {
            countFailed(event, failure);
        }
    }

    /** Counts the event in flight as dropped, until the attached appender returns from it. Any thread may call this. */
    void abandonInFlight() {
        if (inFlight.getAndSet(null) != null) {
            counters.dropped.incrementAndGet();
        }
    }

    private @Nullable Throwable tryAppend(ILoggingEvent event) {
        try {
            append(event);
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void append(ILoggingEvent event) {
        if (!child.isStarted()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] is not started");
        }
        boolean wasInError = failures.isStreamInError();
        int caught = failures.caughtExceptions();
        child.doAppend(event);
        if (caught != failures.caughtExceptions()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] caught an exception");
        }
        if (wasInError || failures.isStreamInError()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] cannot write");
        }
    }

    private void countFailed(ILoggingEvent event, Throwable failure) {
        long failed = counters.failed.incrementAndGet();
        Instant instant = EventStamps.instant(event);
        addMissing(1, instant, instant, FAILED);
        if (Long.bitCount(failed) == 1) {
            report(failed + " log events failed in the attached appender. The last failure is", failure);
        }
    }

    /** Announces events that were dropped before the next entry of the queue. */
    void announce(Gap gap) {
        addMissing(gap.dropped(), gap.from(), gap.to(), gap.reason());
        try {
            owner.addWarn(gap.message());
        } catch (Throwable ignored) {
            // There is no further way to report it.
        }
        announceMissing();
    }

    private void addMissing(long events, Instant first, Instant last, String reason) {
        missingFrom = missing == 0 ? first : Gap.earlier(missingFrom, first);
        missingTo = missing == 0 ? last : Gap.later(missingTo, last);
        missingReason = missing == 0 ? reason : missingReason;
        missing += events;
    }

    /** Writes a warning about the missing events, if there are any. If that fails, the next call tries again. */
    void announceMissing() {
        if (missing > 0) {
            try {
                append(new GapEvent(
                        new Gap(missing, missingFrom, missingTo, missingReason), (LoggerContext) owner.getContext()));
                missing = 0;
            } catch (Throwable e) {
                if (Long.bitCount(++failedAnnouncements) == 1) {
                    report("The attached appender failed on the warning about dropped events", e);
                }
            }
        }
    }

    /** Flushes the stream of the attached appender. Its buffer would be lost at exit, where no appender is stopped. */
    void flush() {
        try {
            if (child instanceof OutputStreamAppender<?> appender && appender.getOutputStream() != null) {
                appender.getOutputStream().flush();
            }
        } catch (Throwable e) {
            report("The attached appender could not be flushed", e);
        }
    }

    /** Announces the missing events and stops the attached appender. */
    void stop() {
        announceMissing();
        try {
            child.stop();
        } catch (Throwable e) {
            report("The attached appender failed while it was stopped", e);
        }
    }

    /** Reports a failure as a status. A status listener may fail as well, which must not end the worker. */
    private void report(String message, Throwable failure) {
        try {
            owner.addError(message, failure);
        } catch (Throwable ignored) {
            // There is no further way to report it.
        }
    }
}
