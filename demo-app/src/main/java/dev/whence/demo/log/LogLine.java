package dev.whence.demo.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A parsed line of the shop's log.
 *
 * @param order the id of the order, or empty; only the format {@link LogFile.Format#orders} has it
 * @param correlation the correlation id, or empty
 */
public record LogLine(
        String order, String time, String level, String correlation, String thread, String logger, String message) {
    private static final Pattern FORMAT =
            Pattern.compile("(?:order=(\\d+))? ?([0-9:.]{12}) (\\w+) +\\[(.*?)] \\[(.*?)] (\\S+) - (.*)");

    /** Parses a line. Lines of a stack trace are not log lines. */
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

    /** Returns whether the line is of level ERROR. A stack trace follows it. */
    public boolean isError() {
        return level.equals("ERROR");
    }
}
