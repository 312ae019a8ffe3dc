package dev.whence.testing;

import dev.whence.context.LogicalStack;
import dev.whence.log.Causal;
import dev.whence.log.Edge;
import dev.whence.log.LogRecord;
import dev.whence.log.LogTime;
import dev.whence.runtime.LogStamp;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that has happened in a test: a mark, or a line that was logged.
 *
 * @param stamp its place in the causal order
 * @param time when it happened
 * @param severity the level of a line; empty for a mark
 * @param logger the logger of a line; empty for a mark
 * @param thread the name of the thread
 * @param text the name of a mark, or the message of a line
 * @param stated the ID of an event that precedes it as the test states, or an empty text
 * @param stack the logical stack of a mark; null for a line
 */
record Moment(
        LogStamp stamp,
        Instant time,
        String severity,
        String logger,
        String thread,
        String text,
        String stated,
        @Nullable LogicalStack stack) {
    /** The kind of an edge that the test states. */
    static final String STATED = "stated";

    private static final String MARK = "\u25cf ";

    /** Returns a mark that the current thread makes now. */
    static Moment mark(LogStamp stamp, Instant now, String name, String stated, LogicalStack stack) {
        return new Moment(stamp, now, "", "", Thread.currentThread().getName(), name, stated, stack);
    }

    /** Returns a line that the current thread logs now. */
    static Moment line(LogStamp stamp, Instant now, String severity, String logger, String text) {
        String thread = Thread.currentThread().getName();
        return new Moment(stamp, now, severity, logger, thread, text, "", null);
    }

    String id() {
        return stamp.task() + ":" + stamp.n();
    }

    /** Returns the ID of the correlation, or an empty text. */
    String correlation() {
        return stamp.correlation().knownId();
    }

    boolean isMark() {
        return stack != null;
    }

    /**
     * Returns this as a record of a log, whose services are the threads.
     *
     * @param seq the number of the record in the log, from 1
     * @param known the IDs of all events of this JVM that are in the log
     */
    LogRecord record(int seq, Set<String> known) {
        return new LogRecord(
                LogRecord.Kind.EVENT,
                new LogRecord.Origin("", seq, ""),
                new LogRecord.Event(
                        ChronoUnit.MICROS.between(Instant.EPOCH, time),
                        severity,
                        logger,
                        thread,
                        correlation(),
                        thread,
                        "",
                        isMark() ? MARK + text : text,
                        ""),
                new Causal(
                        stamp.task(),
                        stamp.n(),
                        stamp.reading(),
                        edges(known),
                        seq,
                        stamp.isAfterTruncated(),
                        stamp.isClockAhead(),
                        false,
                        new Causal.TaskStart(
                                stamp.site() == null ? "" : stamp.site(), false, LogTime.UNKNOWN, LogTime.UNKNOWN),
                        null));
    }

    /** Events of this JVM that are not in the log were before it began. Those of other JVMs are missing. */
    private List<Edge> edges(Set<String> known) {
        String here = stamp.task().substring(0, stamp.task().indexOf('-') + 1);
        List<String> after = stamp.after();
        List<String> via = stamp.via();
        List<Edge> edges = new ArrayList<>();
        for (int i = 0; i < after.size(); i++) {
            if (known.contains(after.get(i)) || !after.get(i).startsWith(here)) {
                edges.add(new Edge(after.get(i), via.get(i)));
            }
        }
        if (!stated.isEmpty()) {
            edges.add(new Edge(stated, STATED));
        }
        return edges;
    }
}
