package dev.whence.agent.attached;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.FileAppender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import dev.whence.logback.CausalAppender;
import dev.whence.logback.CausalJsonEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        private static final Pattern JSON =
                Pattern.compile("\\{\"timestamp\":\"(?<time>[^\"]+)\".*\"body\":\"(?<event>\\d+)\".*"
                        + "\"causal\":\\{\"hlc\":\"(?<hlc>[0-9a-f]{16})\",\"task\":\"(?<task>[^\"]+)\",\"n\":(?<n>\\d+)"
                        + "(,\"after\":\\[(?<after>[^]]*)],\"via\":\\[(?<via>[^]]*)])?(?<rest>.*)}}");

        static Line parse(String json) {
            Matcher line = JSON.matcher(json);
            if (!line.matches()) {
                throw new AssertionError("Not a line of a causal log: " + json);
            }
            return new Line(
                    Integer.parseInt(line.group("event")),
                    Instant.parse(line.group("time")).truncatedTo(ChronoUnit.MILLIS),
                    line.group("hlc"),
                    line.group("task"),
                    Integer.parseInt(line.group("n")),
                    strings(line.group("after")),
                    strings(line.group("via")),
                    line.group("rest").contains("after_truncated"));
        }

        private static List<String> strings(String array) {
            return array == null ? List.of() : List.of(array.replace("\"", "").split(","));
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
    List<Line> end() throws IOException {
        logger.detachAppender(appender);
        appender.stop();
        return Files.readAllLines(file).stream().skip(1).map(Line::parse).toList();
    }

    /** Ends the log; its lines in the order of the numbers of their events. */
    List<Line> endByEvent() throws IOException {
        return end().stream().sorted(Comparator.comparingInt(Line::event)).toList();
    }
}
