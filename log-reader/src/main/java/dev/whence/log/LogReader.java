package dev.whence.log;

import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogRecord.Origin;
import dev.whence.log.Problems.Extent;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the records of one file, in their order in the file.
 *
 * <p>Every line is part of a record. What is damaged is reported, and reading goes on. Memory is bounded by the longest
 * line.
 */
public final class LogReader implements Closeable {
    /** How much text of further lines a record keeps. */
    private static final int LONGEST_TAIL = 1 << 20;

    private static final Pattern THROWN =
            Pattern.compile("(?:Caused by: |Suppressed: )?(?:[a-z_]\\w*\\.)+[A-Z][\\w$]*(?:: .*)?");

    private final String file;
    private final LineSource lines;
    private final Problems problems;
    private final TaskCounts counts;
    private final ZoneId zone;

    /** A record that the next lines may still belong to. */
    private @Nullable Fields pending;

    /** For a reader that needs only the stamps of JSON lines. */
    private @Nullable LineKey key;

    private boolean keepsText = true;

    private long pendingLine;
    private final StringBuilder pendingText = new StringBuilder();

    /** The record that comes after the one that was returned. */
    private @Nullable LogRecord following;

    private boolean isAtEnd;

    /**
     * Creates a reader.
     *
     * @param counts the events of text logs that were read before, for a log in several files
     */
    LogReader(String file, LineSource lines, Problems problems, TaskCounts counts) {
        this.file = file;
        this.lines = lines;
        this.problems = problems;
        this.counts = counts;
        this.zone = ZoneId.systemDefault();
    }

    /** Lets the records of JSON lines have only their text and their stamp, if that is found without parsing them. */
    public void skipFields() {
        key = new LineKey();
    }

    /** Lets the records of JSON lines have no text, unless the line tells nothing about its order. */
    public void skipText() {
        keepsText = false;
    }

    /** Returns how many bytes were read, in lines. */
    public long position() {
        return lines.position();
    }

    /** Returns the next record, or null at the end of the file. */
    public @Nullable LogRecord next() {
        if (following != null) {
            LogRecord next = following;
            following = null;
            return next;
        }
        while (!isAtEnd && advance()) {
            LogRecord record = read();
            if (record != null) {
                return record;
            }
        }
        return finished();
    }

    private boolean advance() {
        try {
            isAtEnd = !lines.next();
        } catch (IOException e) {
            isAtEnd = true;
            problems.report(Extent.FILE, file, lines.number() + 1, "cannot be read from here on: " + reason(e));
        }
        return !isAtEnd;
    }

    /** Says what has failed, without the names of classes. */
    static String reason(IOException e) {
        if (e instanceof EOFException) {
            return "it ends in the middle";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** Reads the current line. Returns a record if one is complete. */
    private @Nullable LogRecord read() {
        if (isJson()) {
            return afterPending(readJson());
        }
        String text = lines.text();
        if (pending != null && belongsToPending(text)) {
            append(text);
            return null;
        }
        TextLine event = lines.isTooLong() ? null : TextLine.parse(text);
        if (event == null) {
            reportDamage(text);
            return afterPending(new Fields().record(file, lines.number(), text));
        }
        Fields fields = event.fields(zone);
        fields.n = counts.next(fields.task);
        LogRecord before = finished();
        pending = fields;
        pendingLine = lines.number();
        pendingText.append(text);
        return before;
    }

    private boolean isJson() {
        return lines.end > lines.start && lines.bytes[lines.start] == '{';
    }

    private LogRecord readJson() {
        if (lines.isTooLong()) {
            reportTooLong();
        } else if (key != null && key.readFast(lines)) {
            return LogRecord.ofStamp(new Origin(file, lines.number(), lines.text()), key.stamp());
        } else {
            try {
                Fields fields = JsonLine.parse(lines.bytes, lines.start, lines.end);
                String text = keepsText || fields.kind() == Kind.FOREIGN ? lines.text() : "";
                return fields.record(file, lines.number(), text);
            } catch (IOException e) {
                String what = lines.hasEnd() ? "the line is not a JSON object" : "the last line is cut off";
                problems.report(Extent.LINE, file, lines.number(), what);
            }
        }
        return new Fields().record(file, lines.number(), lines.text());
    }

    private void reportDamage(String text) {
        if (lines.isTooLong()) {
            reportTooLong();
        } else if (text.indexOf('\0') >= 0 || text.indexOf('\uFFFD') >= 0) {
            problems.report(Extent.LINE, file, lines.number(), "the line is not text");
        }
    }

    private void reportTooLong() {
        problems.report(
                Extent.LINE,
                file,
                lines.number(),
                "the line is longer than " + Math.max(1, LineSource.LONGEST >> 20) + " MB and left out");
    }

    private static boolean belongsToPending(String text) {
        return text.startsWith("\t") || THROWN.matcher(text).matches();
    }

    private void append(String text) {
        if (pendingText.length() < LONGEST_TAIL) {
            pendingText.append('\n').append(text);
        }
    }

    private LogRecord afterPending(LogRecord record) {
        LogRecord before = finished();
        if (before == null) {
            return record;
        }
        following = record;
        return before;
    }

    /** Returns the record that waited for further lines, or null if there is none. */
    private @Nullable LogRecord finished() {
        Fields fields = pending;
        if (fields == null) {
            return null;
        }
        String text = pendingText.toString();
        int end = text.indexOf('\n');
        fields.exception = end < 0 ? "" : text.substring(end + 1);
        pending = null;
        pendingText.setLength(0);
        return fields.record(file, pendingLine, text);
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
