package dev.whence.log.view;

import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogRecord.Event;
import dev.whence.log.LogRecord.Kind;
import dev.whence.log.LogTime;
import dev.whence.log.view.Screen.Ink;

/** A record as text: a line, and below it the stack trace. Foreign lines begin with a question mark. */
public final class RecordText {
    private final Screen screen;

    /** Creates a form of text. */
    public RecordText(Screen screen) {
        this.screen = screen;
    }

    /** Returns the text of a record, with its line ends. */
    public String of(LogRecord record) {
        StringBuilder text = new StringBuilder(200);
        if (record.kind() == Kind.FOREIGN) {
            return text.append("? ")
                    .append(screen.inert(record.origin().text()))
                    .append('\n')
                    .toString();
        }
        appendHead(text, record);
        text.append(screen.inert(record.event().body()));
        appendAfter(text, record);
        text.append('\n');
        appendException(text, record.event().exception());
        return text.toString();
    }

    private void appendHead(StringBuilder text, LogRecord record) {
        Event event = record.event();
        String time = event.time() == LogTime.UNKNOWN ? "" : LogTime.format(event.time());
        text.append(screen.ink(Ink.FAINT, time)).append(' ').append(severity(event.severity()));
        append(text, screen.ink(Ink.CYAN, screen.inert(event.service())));
        append(text, event.correlation().isEmpty() ? "" : "[" + screen.inert(event.correlation()) + "]");
        append(text, screen.ink(Ink.FAINT, screen.inert(record.id())));
        text.append(' ');
    }

    private static void append(StringBuilder text, String part) {
        if (!part.isEmpty()) {
            text.append(' ').append(part);
        }
    }

    private String severity(String severity) {
        String padded = screen.inert(severity) + " ".repeat(Math.max(0, 5 - severity.length()));
        return switch (severity) {
            case "ERROR" -> screen.ink(Ink.RED, padded);
            case "WARN" -> screen.ink(Ink.YELLOW, padded);
            default -> padded;
        };
    }

    private void appendAfter(StringBuilder text, LogRecord record) {
        if (!record.causal().after().isEmpty()) {
            StringBuilder after = new StringBuilder(" <-");
            for (Edge edge : record.causal().after()) {
                after.append(' ').append(edge.from());
            }
            text.append(screen.ink(Ink.FAINT, screen.inert(after.toString())));
        }
    }

    private void appendException(StringBuilder text, String exception) {
        if (!exception.isEmpty()) {
            exception.lines().forEach(line -> text.append('\t')
                    .append(screen.inert(line.strip()))
                    .append('\n'));
        }
    }
}
