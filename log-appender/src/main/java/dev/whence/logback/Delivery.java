package dev.whence.logback;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;
import java.io.IOException;

/** The appender behind, with a count of what it took and of what it refused. */
final class Delivery {
    private final CausalAppender owner;
    private final Appender<ILoggingEvent> child;
    private final Counts counts;

    Delivery(CausalAppender owner, Appender<ILoggingEvent> child, Counts counts) {
        this.owner = owner;
        this.child = child;
        this.counts = counts;
    }

    /** Hands an event over. Whatever goes wrong is counted and told, first and whenever the count has doubled. */
    void deliver(ILoggingEvent event) {
        try {
            append(event);
            counts.written.incrementAndGet();
        } catch (Throwable e) {
            long failures = counts.failed.incrementAndGet();
            if (Long.bitCount(failures) == 1) {
                report(failures + " log events failed in the appender behind, the last one with", e);
            }
        }
    }

    void announce(Gap gap) {
        try {
            owner.addWarn(gap.text());
            append(new GapEvent(gap, (LoggerContext) owner.getContext()));
        } catch (Throwable e) {
            report("The appender behind failed to tell of a gap", e);
        }
    }

    private void append(ILoggingEvent event) {
        if (!child.isStarted()) {
            throw new IllegalStateException("The appender [" + child.getName() + "] is not started");
        }
        child.doAppend(event);
    }

    /** An appender may keep what it was given in a buffer until it is stopped, and at exit nobody stops it. */
    void flush() {
        try {
            if (child instanceof OutputStreamAppender<?> appender && appender.getOutputStream() != null) {
                appender.getOutputStream().flush();
            }
        } catch (IOException | RuntimeException e) {
            report("The appender behind could not be flushed", e);
        }
    }

    void end() {
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
