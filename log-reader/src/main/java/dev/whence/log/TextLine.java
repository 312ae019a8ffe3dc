package dev.whence.log;

import java.time.ZoneId;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Parses lines of text that a pattern with {@code %task} has written.
 *
 * <p>A pattern can put anything anywhere. So a line counts as an event if a word of it looks like a task, and others like
 * a stamp, a list of predecessors, or a time and a level. What stands between them is taken by what it looks like.
 */
final class TextLine {
    private static final Pattern TASK =
            Pattern.compile("(?<![\\w.:-])([0-9a-f]{2}|[0-9a-f]{8})-([1-9][0-9]*)(?![\\w.:-])");
    private static final Pattern STAMP = Pattern.compile("(?<![\\w-])[0-9a-f]{16}(?![\\w-])");
    private static final Pattern AFTER = Pattern.compile("(?:^|\\s)<-((?: [0-9a-f]{2,8}-[0-9]+:[0-9]+)+)\\s*$");
    private static final Pattern TIME = Pattern.compile(
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d(?:[.,]\\d+)?(?:Z|[+-]\\d\\d:?\\d\\d)?|(?<![\\w:])\\d\\d:\\d\\d:\\d\\d[.,]\\d+");
    private static final Pattern SEVERITY = Pattern.compile("(?<!\\w)(TRACE|DEBUG|INFO|WARN|ERROR)(?!\\w)");
    private static final Pattern BRACKETS = Pattern.compile("\\[([^\\[\\]]*)]");
    private static final String MESSAGE = " - ";

    private final String line;

    /** Where the part of the line begins that the application wrote. Nothing is searched behind it. */
    private final int message;

    private TextLine(String line, int message) {
        this.line = line;
        this.message = message;
    }

    /** Parses a line, or returns null if it is no event of a task. Its number in the task is left out. */
    static @Nullable Fields parse(String line, ZoneId zone) {
        Matcher after = AFTER.matcher(line);
        boolean hasAfter = after.find();
        String rest = hasAfter ? line.substring(0, after.start()) : line;
        int dash = rest.indexOf(MESSAGE);
        TextLine text = new TextLine(rest, dash < 0 ? rest.length() : dash);
        Matcher task = TASK.matcher(rest).region(0, text.message).useTransparentBounds(true);
        Matcher stamp = STAMP.matcher(rest).region(0, text.message).useTransparentBounds(true);
        boolean isEvent = task.find() && (stamp.find() || hasAfter || dash >= 0 || text.hasHead(task));
        if (!isEvent) {
            return null;
        }
        return text.fields(task, hasAfter ? List.of(after.group(1).strip().split(" ")) : List.of(), zone);
    }

    /** Returns whether a time and a level stand before the task. */
    private boolean hasHead(Matcher task) {
        return SEVERITY.matcher(line).region(0, task.start()).find()
                && TIME.matcher(line).region(0, task.start()).find();
    }

    private Fields fields(Matcher task, List<String> after, ZoneId zone) {
        Fields fields = new Fields();
        fields.isCausal = true;
        fields.isCounted = true;
        fields.task = task.group();
        fields.after = after;
        fields.hlc = Stamp.parse(first(STAMP));
        fields.time = time(zone);
        fields.severity = first(SEVERITY);
        readBrackets(task, fields);
        readMessage(task, fields);
        return fields;
    }

    private String first(Pattern pattern) {
        Matcher found = pattern.matcher(line).region(0, message).useTransparentBounds(true);
        return found.find() ? found.group() : "";
    }

    private long time(ZoneId zone) {
        String time = first(TIME);
        return LogTime.parse(time.length() == 0 || time.charAt(2) != ':' ? time : "1970-01-01T" + time, zone);
    }

    /** Brackets before the task are the correlation, and brackets behind it the thread. */
    private void readBrackets(Matcher task, Fields fields) {
        Matcher brackets = BRACKETS.matcher(line).region(0, message);
        while (brackets.find()) {
            if (brackets.start() < task.start()) {
                fields.correlation = brackets.group(1);
            } else {
                fields.thread = brackets.group(1);
            }
        }
    }

    private void readMessage(Matcher task, Fields fields) {
        if (message < line.length()) {
            String before = line.substring(0, message).stripTrailing();
            String logger = before.substring(before.lastIndexOf(' ') + 1);
            fields.logger = logger.endsWith("]") || before.endsWith(task.group()) ? "" : logger;
            fields.body = line.substring(message + MESSAGE.length());
        } else {
            Matcher stamp = STAMP.matcher(line);
            int end = stamp.find(task.end()) ? stamp.end() : task.end();
            fields.body = line.substring(end).strip();
        }
    }
}
