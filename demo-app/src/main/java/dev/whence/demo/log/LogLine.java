package dev.whence.demo.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the shop's log, taken apart.
 *
 * @param correlation the id in the brackets, or empty
 * @param order the order that the line is about, or empty; only in a file {@linkplain LogFile#withOrders with orders}
 */
public record LogLine(
        String order, String time, String level, String correlation, String thread, String logger, String message) {
    private static final Pattern FORMAT =
            Pattern.compile("(?:order=(\\d+))? ?([0-9:.]{12}) (\\w+) +\\[(.*?)] \\[(.*?)] (\\S+) - (.*)");

    /** The line, unless it is one of a stack trace. */
    public static Optional<LogLine> parse(String line) {
        Matcher matcher = FORMAT.matcher(line);
        return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
    }

    private static LogLine of(Matcher matcher) {
        String order = matcher.group(1);
        return new LogLine(
                order == null ? "" : order,
                matcher.group(2),
                matcher.group(3),
                matcher.group(4),
                matcher.group(5),
                matcher.group(6),
                matcher.group(7));
    }

    /** Whether the line tells of an error; a stack trace follows it. */
    public boolean isError() {
        return level.equals("ERROR");
    }
}
