package dev.whence.testing;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import org.slf4j.LoggerFactory;

/** Records the lines of logback. It is an appender of the root logger, beside those that the program has. */
final class LogbackLines extends UnsynchronizedAppenderBase<ILoggingEvent> {
    private static final String NAME = "whence-timeline";

    private final Recorder recorder;

    private LogbackLines(Recorder recorder) {
        this.recorder = recorder;
    }

    /** Adds the appender, unless it is there. A program that configures logback anew has thrown it away. */
    static synchronized void watch(Recorder recorder) {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
            if (root.getAppender(NAME) == null) {
                LogbackLines lines = new LogbackLines(recorder);
                lines.setName(NAME);
                lines.setContext(context);
                lines.start();
                root.addAppender(lines);
            }
        }
    }

    @Override
    protected void append(ILoggingEvent event) {
        recorder.add((stamp, now) -> Moment.line(
                stamp, now, event.getLevel().toString(), event.getLoggerName(), event.getFormattedMessage()));
    }
}
