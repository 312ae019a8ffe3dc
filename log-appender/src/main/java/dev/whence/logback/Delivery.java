package dev.whence.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The appender behind, with a count of what it took and of what it refused; in the place of what is missing it is given a
 * warning.
 *
 * <p>For the worker only, but for {@link #abandonInFlight}.
 */
final class Delivery {
    private static final String FAILED = "the appender behind failed";

    private final CausalAppender owner;
    private final Appender<ILoggingEvent> child;
    private final ChildFailures failures;
    private final Counters counters;

    /** The event that the appender behind has been given and has not returned from. */
    private final AtomicReference<@Nullable ILoggingEvent> inFlight = new AtomicReference<>();

    /** How many events are missing of which no warning tells yet; fields, since memory may be what is missing, too. */
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

    /** Hands an event over. Whatever goes wrong is counted and told, first and whenever the count has doubled. */
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

    /** The event that the appender behind does not return from counts as dropped, unless it does return. */
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
            report(failed + " log events failed in the appender behind, the last one with", failure);
        }
    }

    /** Events were dropped before what comes next. */
    void announce(Gap gap) {
        addMissing(gap.dropped(), gap.from(), gap.to(), gap.reason());
        try {
            owner.addWarn(gap.message());
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
        announceMissing();
    }

    private void addMissing(long events, Instant first, Instant last, String reason) {
        missingFrom = missing == 0 ? first : Gap.earlier(missingFrom, first);
        missingTo = missing == 0 ? last : Gap.later(missingTo, last);
        missingReason = missing == 0 ? reason : missingReason;
        missing += events;
    }

    /** Gives the appender behind a warning for what is missing, if something is; if that fails, again the next time. */
    void announceMissing() {
        if (missing > 0) {
            try {
                append(new GapEvent(
                        new Gap(missing, missingFrom, missingTo, missingReason), (LoggerContext) owner.getContext()));
                missing = 0;
            } catch (Throwable e) {
                if (Long.bitCount(++failedAnnouncements) == 1) {
                    report("The appender behind failed to tell of a gap", e);
                }
            }
        }
    }

    /** An appender may keep what it was given in a buffer until it is stopped, and at exit nobody stops it. */
    void flush() {
        try {
            if (child instanceof OutputStreamAppender<?> appender && appender.getOutputStream() != null) {
                appender.getOutputStream().flush();
            }
        } catch (Throwable e) {
            report("The appender behind could not be flushed", e);
        }
    }

    void stop() {
        announceMissing();
        try {
            child.stop();
        } catch (Throwable e) {
            report("The appender behind failed as it was stopped", e);
        }
    }

    /** Tells of a failure. Those who listen may fail as well: that must not end the worker. */
    private void report(String what, Throwable failure) {
        try {
            owner.addError(what, failure);
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
    }
}
