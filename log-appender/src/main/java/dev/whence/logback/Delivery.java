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
 * <p>For the worker only, but for {@link #giveUp}.
 */
final class Delivery {
    private static final String FAILED = "the appender behind failed";

    private final CausalAppender owner;
    private final Appender<ILoggingEvent> child;
    private final ChildFailures failures;
    private final Counts counts;

    /** The event that the appender behind has been given and has not returned from. */
    private final AtomicReference<@Nullable ILoggingEvent> inFlight = new AtomicReference<>();

    /** How many events are missing of which no warning tells yet; fields, since memory may be what is missing, too. */
    private long untold;

    private Instant from = Instant.EPOCH;
    private Instant to = Instant.EPOCH;
    private String why = "";
    private long vainWarnings;

    Delivery(CausalAppender owner, Appender<ILoggingEvent> child, Counts counts) {
        this.owner = owner;
        this.child = child;
        this.failures = new ChildFailures(child);
        this.counts = counts;
    }

    /** Hands an event over. Whatever goes wrong is counted and told, first and whenever the count has doubled. */
    void deliver(ILoggingEvent event) {
        tell();
        inFlight.set(event);
        Throwable failure = failureOf(event);
        if (!inFlight.compareAndSet(event, null)) {
            counts.dropped.decrementAndGet();
        }
        if (failure == null) {
            counts.written.incrementAndGet();
        } else {
            failed(event, failure);
        }
    }

    /** The event that the appender behind does not return from counts as dropped, unless it does return. */
    void giveUp() {
        if (inFlight.getAndSet(null) != null) {
            counts.dropped.incrementAndGet();
        }
    }

    private @Nullable Throwable failureOf(ILoggingEvent event) {
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
        int caught = failures.caught();
        child.doAppend(event);
        if (caught != failures.caught()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] caught an exception");
        }
        if (wasInError || failures.isStreamInError()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] cannot write");
        }
    }

    private void failed(ILoggingEvent event, Throwable failure) {
        long failed = counts.failed.incrementAndGet();
        Instant instant = EventStamps.instant(event);
        miss(1, instant, instant, FAILED);
        if (Long.bitCount(failed) == 1) {
            report(failed + " log events failed in the appender behind, the last one with", failure);
        }
    }

    /** Events were dropped before what comes next. */
    void announce(Gap gap) {
        miss(gap.dropped(), gap.from(), gap.to(), gap.why());
        try {
            owner.addWarn(gap.text());
        } catch (Throwable ignored) {
            // There is nobody left to tell.
        }
        tell();
    }

    private void miss(long events, Instant first, Instant last, String reason) {
        from = untold == 0 ? first : Gap.earlier(from, first);
        to = untold == 0 ? last : Gap.later(to, last);
        why = untold == 0 ? reason : why;
        untold += events;
    }

    /** Gives the appender behind a warning for what is missing, if something is; if that fails, again the next time. */
    void tell() {
        if (untold > 0) {
            try {
                append(new GapEvent(new Gap(untold, from, to, why), (LoggerContext) owner.getContext()));
                untold = 0;
            } catch (Throwable e) {
                if (Long.bitCount(++vainWarnings) == 1) {
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

    void end() {
        tell();
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
