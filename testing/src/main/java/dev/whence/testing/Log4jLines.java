package dev.whence.testing;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/**
 * Records the lines of Log4j 2. It is an appender of the root logger, beside those that the program has. An asynchronous
 * logger calls its appenders on a thread of its own, which knows nothing of the test. So its lines are none of the test.
 */
final class Log4jLines extends AbstractAppender {
    private static final String NAME = "whence-timeline";

    private final Recorder recorder;

    private Log4jLines(Recorder recorder) {
        super(NAME, null, null, true, Property.EMPTY_ARRAY);
        this.recorder = recorder;
    }

    /** Adds the appender, unless it is there. A program that configures Log4j anew has thrown it away. */
    static synchronized void watch(Recorder recorder) {
        if (LogManager.getContext(false) instanceof LoggerContext context) {
            LoggerConfig root = context.getConfiguration().getRootLogger();
            if (!root.getAppenders().containsKey(NAME)) {
                Log4jLines lines = new Log4jLines(recorder);
                lines.start();
                root.addAppender(lines, null, null);
            }
        }
    }

    @Override
    public void append(LogEvent event) {
        recorder.add((stamp, now) -> Moment.line(
                stamp,
                now,
                event.getLevel().name(),
                event.getLoggerName(),
                event.getMessage().getFormattedMessage()));
    }
}
