package dev.whence.demo.workshop.probe;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The lines that the code of an exercise logs. */
public final class LoggedLines {
    private final List<Line> lines = new CopyOnWriteArrayList<>();

    /**
     * A line.
     *
     * @param failure the exception and its causes, or an empty text
     * @param correlation the ID that the log shows
     */
    public record Line(Level level, String message, String failure, String correlation) {}

    /** Begins to collect lines. */
    public static LoggedLines collect() {
        LoggedLines collected = new LoggedLines();
        AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                collected.add(event);
            }
        };
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        appender.setContext(root.getLoggerContext());
        appender.start();
        root.addAppender(appender);
        return collected;
    }

    private void add(ILoggingEvent event) {
        StringBuilder failure = new StringBuilder();
        for (@Nullable IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
            failure.append(cause.getClassName())
                    .append(": ")
                    .append(cause.getMessage())
                    .append('\n');
        }
        lines.add(new Line(
                event.getLevel(),
                event.getFormattedMessage(),
                failure.toString(),
                event.getMDCPropertyMap().getOrDefault("correlationId", "")));
    }

    /** Returns the lines so far. */
    public List<Line> all() {
        return List.copyOf(lines);
    }

    private LoggedLines() {}
}
