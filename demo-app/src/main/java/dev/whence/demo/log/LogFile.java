package dev.whence.demo.log;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.encoder.Encoder;
import dev.whence.logback.CausalJsonEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** A log file that replaces the console as the output of logback until it is closed. */
public final class LogFile implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Appender<ILoggingEvent> console = root.getAppender("CONSOLE");
    private final @Nullable FileAppender<ILoggingEvent> file;

    /** The formats of log lines. */
    public enum Format {
        /** Text by the pattern of {@code logback.xml}. */
        plain {
            @Override
            Encoder<ILoggingEvent> encoder(LoggerContext context) {
                return pattern(context, "");
            }
        },

        /** The same text, after the id of the order. {@code LoadCheck} compares the order with the correlation. */
        orders {
            @Override
            Encoder<ILoggingEvent> encoder(LoggerContext context) {
                return pattern(context, "%kvp{NONE} ");
            }
        },

        /** JSON Lines with stamps and predecessors. */
        json {
            @Override
            Encoder<ILoggingEvent> encoder(LoggerContext context) {
                CausalJsonEncoder encoder = new CausalJsonEncoder();
                encoder.setContext(context);
                encoder.start();
                return encoder;
            }
        };

        abstract Encoder<ILoggingEvent> encoder(LoggerContext context);

        private static Encoder<ILoggingEvent> pattern(LoggerContext context, String prefix) {
            PatternLayoutEncoder encoder = new PatternLayoutEncoder();
            encoder.setContext(context);
            encoder.setCharset(StandardCharsets.UTF_8);
            encoder.setPattern(prefix + context.getProperty("pattern"));
            encoder.start();
            return encoder;
        }
    }

    private LogFile(@Nullable FileAppender<ILoggingEvent> file) {
        this.file = file;
        if (file != null) {
            root.addAppender(file);
            root.detachAppender(console);
        }
    }

    /** Starts logging to a file. An existing file is overwritten. */
    public static LogFile open(Path path, Format format) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        FileAppender<ILoggingEvent> file = new FileAppender<>();
        file.setContext(context);
        file.setEncoder(format.encoder(context));
        file.setFile(path.toString());
        file.setAppend(false);
        file.start();
        return new LogFile(file);
    }

    /** Returns a log that leaves the console as it is. */
    public static LogFile console() {
        return new LogFile(null);
    }

    @Override
    public void close() {
        if (file != null) {
            root.addAppender(console);
            root.detachAppender(file);
            file.stop();
        }
    }
}
