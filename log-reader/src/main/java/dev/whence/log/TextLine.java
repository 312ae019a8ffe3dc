package dev.whence.log;

import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of text that a pattern with {@code %task} has written.
 *
 * <p>A pattern can put anything anywhere. So a line counts as an event if a word of it looks like a task, and others like
 * a stamp, a list of predecessors, or a time and a level. What stands between them is taken by what it looks like.
 */
final class TextLine {
    private static final Pattern AFTER = Pattern.compile("(?:^|\\s)<-((?: [0-9a-f]{2,8}-[0-9]+:[0-9]+)+)\\s*$");
    private static final String MESSAGE = " - ";

    /** The line without the predecessors. */
    private final String line;

    private final List<String> after;

    /** Where the part of the line begins that the application wrote. Nothing is searched behind it. */
    private final int message;

    private final TextScan scan;
    private final int task;
    private final int taskEnd;
    private final int stamp;
    private final int stampEnd;

    private TextLine(String line, List<String> after) {
        this.line = line;
        this.after = after;
        int dash = line.indexOf(MESSAGE);
        this.message = dash < 0 ? line.length() : dash;
        this.scan = new TextScan(line, message);
        this.task = scan.task();
        this.taskEnd = scan.foundEnd();
        this.stamp = task < 0 ? TextScan.NONE : scan.stamp();
        this.stampEnd = scan.foundEnd();
    }

    /** Parses a line, or returns null if it is no event of a task. */
    static @Nullable TextLine parse(String line) {
        TextLine text = split(line);
        return text.isEvent() ? text : null;
    }

    /** Cuts off the predecessors, which stand last. */
    private static TextLine split(String line) {
        int arrow = line.lastIndexOf("<-");
        if (arrow >= 0) {
            Matcher after = AFTER.matcher(line).region(Math.max(0, arrow - 1), line.length());
            if (after.find()) {
                return new TextLine(
                        line.substring(0, after.start()),
                        List.of(after.group(1).strip().split(" ")));
            }
        }
        return new TextLine(line, List.of());
    }

    private boolean isEvent() {
        return task >= 0 && (stamp >= 0 || !after.isEmpty() || message < line.length() || hasHead());
    }

    /** Returns whether a time and a level stand before the task. */
    private boolean hasHead() {
        TextScan head = new TextScan(line.substring(0, task), task);
        return !head.severity().isEmpty() && !head.time().isEmpty();
    }

    /** Returns the stamp, or 0 if there is none. */
    long hlc() {
        return stamp < 0 ? 0 : Stamp.parse(line.substring(stamp, stampEnd));
    }

    /** Returns the timestamp, or {@link LogTime#UNKNOWN}. */
    long time(ZoneId zone) {
        String time = scan.time();
        return LogTime.parse(time.isEmpty() || time.charAt(2) != ':' ? time : "1970-01-01T" + time, zone);
    }

    /** Returns all that the line tells. The number of the event in its task is left out. */
    Fields fields(ZoneId zone) {
        Fields fields = new Fields();
        fields.isCausal = true;
        fields.isCounted = true;
        fields.task = line.substring(task, taskEnd);
        fields.after = after;
        fields.hlc = hlc();
        fields.time = time(zone);
        fields.severity = scan.severity();
        readBrackets(fields);
        readMessage(fields);
        return fields;
    }

    /** Brackets before the task are the correlation, and brackets behind it the thread. */
    private void readBrackets(Fields fields) {
        for (int text = scan.brackets(0); text >= 0; text = scan.brackets(scan.foundEnd())) {
            String inside = line.substring(text, scan.foundEnd());
            if (text <= task) {
                fields.correlation = inside;
            } else {
                fields.thread = inside;
            }
        }
    }

    private void readMessage(Fields fields) {
        if (message < line.length()) {
            String before = line.substring(0, message).stripTrailing();
            String logger = before.substring(before.lastIndexOf(' ') + 1);
            fields.logger = logger.endsWith("]") || before.endsWith(fields.task) ? "" : logger;
            fields.body = line.substring(message + MESSAGE.length());
        } else {
            fields.body = line.substring(Math.max(taskEnd, stampEnd)).strip();
        }
    }
}
