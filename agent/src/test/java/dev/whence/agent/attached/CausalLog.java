package dev.whence.agent.attached;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.whence.log.Causal;
import dev.whence.log.Edge;
import dev.whence.log.LogFile;
import dev.whence.log.LogFiles;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.Problems;
import dev.whence.log.Stamp;
import dev.whence.logback.CausalAppender;
import dev.whence.logback.CausalJsonEncoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.slf4j.LoggerFactory;

/** The log file of one program, written as a service would write it. Its messages are the numbers of the events. */
final class CausalLog {
    /** A line of the file. */
    record Line(
            int event,
            Instant millis,
            String hlc,
            String task,
            int n,
            List<String> after,
            List<String> via,
            boolean truncated) {
        static Line of(LogRecord record) {
            Causal causal = record.causal();
            return new Line(
                    Integer.parseInt(record.event().body()),
                    Instant.ofEpochMilli(
                            TimeUnit.MICROSECONDS.toMillis(record.event().time())),
                    Stamp.format(causal.hlc()),
                    causal.task(),
                    causal.n(),
                    causal.after().stream().map(Edge::from).toList(),
                    causal.after().stream().map(Edge::via).toList(),
                    causal.isAfterTruncated());
        }

        String id() {
            return task + ":" + n;
        }

        /** How an event came to be named as a predecessor; empty if it is not. */
        String via(String event) {
            int i = after.indexOf(event);
            return i < 0 ? "" : via.get(i);
        }

        /** The ids of the lines that this one names, and that of its task's previous line. */
        List<String> predecessors() {
            List<String> ids = new ArrayList<>(after);
            if (n > 1) {
                ids.add(task + ":" + (n - 1));
            }
            return ids;
        }
    }

    private final Path file;
    private final Logger logger = (Logger) LoggerFactory.getLogger("program");
    private final CausalAppender appender = new CausalAppender();

    CausalLog(Path file) {
        this(file, event -> true);
    }

    /** A log of the events with certain numbers only. Several logs may take the events of one program. */
    CausalLog(Path file, IntPredicate taken) {
        this.file = file;
        LoggerContext context = logger.getLoggerContext();
        CausalJsonEncoder encoder = new CausalJsonEncoder();
        encoder.setContext(context);
        encoder.start();
        FileAppender<ILoggingEvent> child = new FileAppender<>();
        child.setContext(context);
        child.setFile(file.toString());
        child.setEncoder(encoder);
        child.start();
        appender.setContext(context);
        appender.addFilter(new Filter<>() {
            @Override
            public FilterReply decide(ILoggingEvent event) {
                return !(event.getArgumentArray()[0] instanceof Integer number) || taken.test(number)
                        ? FilterReply.NEUTRAL
                        : FilterReply.DENY;
            }
        });
        appender.addAppender(child);
        appender.start();
        logger.setAdditive(false);
        logger.addAppender(appender);
    }

    /** Writes an event whose message is a number, or becomes one. */
    void write(Object event) {
        logger.info("{}", event);
    }

    /** Ends the log; its lines in the order of the file, without the header that comes first. */
    List<Line> end() {
        logger.detachAppender(appender);
        appender.stop();
        List<Line> lines = new ArrayList<>();
        LogFile log = new LogFile(file.toString(), file);
        LogFiles.of(List.of(log), CausalLog::fail).forEach(record -> {
            if (record.kind() != Kind.HEADER) {
                lines.add(Line.of(record));
            }
        });
        return lines;
    }

    private static void fail(Problems.Extent extent, String file, long line, String what) {
        throw new AssertionError(file + ":" + line + " " + what);
    }

    /** Ends the log; its lines in the order of the numbers of their events. */
    List<Line> endByEvent() {
        return end().stream().sorted(Comparator.comparingInt(Line::event)).toList();
    }
}
