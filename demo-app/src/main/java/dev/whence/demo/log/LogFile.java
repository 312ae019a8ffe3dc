package dev.whence.demo.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** The file that the shop logs to, in place of the console, until it is closed. */
public final class LogFile implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Appender<ILoggingEvent> console = root.getAppender("CONSOLE");
    private final FileAppender<ILoggingEvent> file = new FileAppender<>();

    private LogFile(Path path, String prefix) {
        LoggerContext context = root.getLoggerContext();
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setPattern(prefix + context.getProperty("pattern"));
        encoder.start();
        file.setContext(context);
        file.setEncoder(encoder);
        file.setFile(path.toString());
        file.setAppend(false);
        file.start();
        root.addAppender(file);
        root.detachAppender(console);
    }

    /** What a service would write: the pattern of {@code logback.xml}. */
    public static LogFile plain(Path path) {
        return new LogFile(path, "");
    }

    /** The same with the order that each line is about in front, so that its correlation can be checked. */
    public static LogFile withOrders(Path path) {
        return new LogFile(path, "%kvp{NONE} ");
    }

    @Override
    public void close() {
        root.addAppender(console);
        root.detachAppender(file);
        file.stop();
    }
}
