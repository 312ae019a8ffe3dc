package dev.whence.logback;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.OutputStreamAppender;

/** Passes events to the attached appender, and finds out whether the appender took them. */
final class ChildSink implements Sink {
    private final Appender<ILoggingEvent> child;
    private final ChildFailures failures;
    private final Tally tally;

    ChildSink(Appender<ILoggingEvent> child, Tally tally) {
        this.child = child;
        this.failures = new ChildFailures(child);
        this.tally = tally;
    }

    @Override
    public void put(ILoggingEvent event) {
        if (!child.isStarted()) {
            throw failure("is not started");
        }
        boolean wasInError = failures.isStreamInError();
        int caught = failures.caughtExceptions();
        child.doAppend(event);
        if (caught != failures.caughtExceptions()) {
            throw failure("caught an exception");
        }
        if (wasInError || failures.isStreamInError()) {
            throw failure("cannot write");
        }
        if (!(event instanceof GapEvent)) {
            tally.write(1);
        }
    }

    /** Does nothing: what the attached appender does with an event is its own affair. */
    @Override
    public void prepare(StampedEvent event) {}

    private IllegalStateException failure(String what) {
        return new IllegalStateException("The appender [" + child.getName() + "] " + what);
    }

    /** Flushes the stream of the attached appender. Its buffer would be lost at exit, where no appender is stopped. */
    @Override
    public void flush() throws Exception {
        if (child instanceof OutputStreamAppender<?> appender && appender.getOutputStream() != null) {
            appender.getOutputStream().flush();
        }
    }

    @Override
    public void close() {
        child.stop();
    }
}
