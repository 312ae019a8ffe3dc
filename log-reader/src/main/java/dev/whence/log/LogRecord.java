package dev.whence.log;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A line of a log, with the lines that belong to it.
 *
 * @param kind what the line is
 * @param origin where it was read
 * @param event what was logged
 * @param causal what it says about order
 */
public record LogRecord(Kind kind, Origin origin, Event event, Causal causal) {
    /** What a line can be. */
    public enum Kind {
        /** An event of a task. */
        EVENT,

        /** The line with which a run begins a file. */
        HEADER,

        /** The announcement of events that were dropped. It may belong to a task as well. */
        GAP,

        /** A line that tells nothing about its order: another program's, or a damaged one. */
        FOREIGN
    }

    /**
     * The place of a line.
     *
     * @param file the file as the user named it
     * @param line the number of the line, from 1
     * @param text the line as it is, with the further lines of its record, without the last line end; empty if the reader
     *     skips it
     */
    public record Origin(String file, long line, String text) {
        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    /**
     * What was logged. A text that the line does not have is empty.
     *
     * @param time the timestamp in microseconds since 1970; {@link LogTime#UNKNOWN} if there is none
     * @param severity the name of the level, such as {@code INFO}
     * @param instance the instance of the service, as the line names it
     * @param body the message
     * @param exception the stack trace
     */
    public record Event(
            long time,
            String severity,
            String logger,
            String thread,
            String correlation,
            String service,
            String instance,
            String body,
            String exception) {
        /** Of a line that tells nothing. */
        static final Event NONE = new Event(LogTime.UNKNOWN, "", "", "", "", "", "", "", "");
    }

    /**
     * Reads a line of JSON, of any of the formats that the files of a log may have.
     *
     * @param file where it comes from
     * @param line its number there, from 1
     * @throws IOException if it is not one JSON object
     */
    public static LogRecord ofJson(String file, long line, byte[] json) throws IOException {
        return JsonLine.parse(json, 0, json.length).record(file, line, new String(json, StandardCharsets.UTF_8));
    }

    /** Returns a record of which only the text and the stamp are known. */
    static LogRecord ofStamp(Origin origin, long hlc) {
        Causal causal = new Causal("", 0, hlc, List.of(), 0, false, false, false, null, null);
        return new LogRecord(Kind.EVENT, origin, Event.NONE, causal);
    }

    /** Returns whether the line is part of the graph. */
    public boolean isInGraph() {
        return causal.n() > 0;
    }

    /** Returns the ID of the event, {@code task:n}; empty if the line is none of a task. */
    public String id() {
        return isInGraph() ? causal.task() + ":" + causal.n() : "";
    }

    /** Returns the ID of the process: the digits with which the ID of the task begins. */
    public String process() {
        int dash = causal.task().lastIndexOf('-');
        return dash < 0 ? causal.task() : causal.task().substring(0, dash);
    }
}
